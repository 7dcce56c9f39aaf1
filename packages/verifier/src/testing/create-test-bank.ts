import {
  createP256Signer,
  createVpJwt,
  type CreateVpJwtOptions,
  didKeyFromPublicJwk,
  didKeyUrl,
  type JsonObject,
  type P256PublicJwk,
  presentSdJwtVc,
  sha256,
  signCompactJws,
} from '@postern/credential';
import { createCertificateAuthority, issueCertificate } from '@postern/credential/x509';
import { bytesToBase64Url, type JsonValue } from '@postern/primitives';

import { NOW } from './create-fake-world.ts';
import { createSigningKey } from './open-session.ts';

export const ISSUER_URL = 'https://bank.example/t/aurora';
export const VCT = 'https://bank.example/vct/kyc/1';
export const STATUS_URI = 'https://bank.example/status/1';
export const ADA = {
  given_name: 'Ada',
  family_name: 'Lovelace',
  birthdate: '1990-12-10',
  nationalities: ['GB', 'DE'],
  address: { country: 'DE', locality: 'Berlin' },
  age_equal_or_over: { 18: true },
};

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const encode = (value: JsonValue) => bytesToBase64Url(new TextEncoder().encode(JSON.stringify(value)));

export type TestBank = Awaited<ReturnType<typeof createTestBank>>;
export type TestHolder = Awaited<ReturnType<typeof createTestHolder>>;

/** A bank of keys alone: it signs whatever a test tells it to. */
export async function createTestBank() {
  const [{ signer, publicJwk }, root] = await Promise.all([createSigningKey(), createSigningKey()]);
  const authority = await createCertificateAuthority({ name: 'Bank Root', random, now: NOW, keys: root.pair });
  const leaf = await issueCertificate({
    authority,
    name: 'Aurora Bank',
    random,
    now: NOW,
    publicJwk,
    dnsNames: ['bank.example'],
    uris: [ISSUER_URL],
  });
  const did = didKeyFromPublicJwk(publicJwk);
  return {
    did,
    publicJwk,
    signer,
    anchor: authority.certificate,
    x5c: [leaf],

    /** An SD-JWT VC in which every claim is a disclosure of its own; `payload` and `header` overrule. */
    async issueSdJwt(options: {
      holderJwk: P256PublicJwk;
      claims?: Record<string, JsonValue>;
      payload?: JsonObject;
      header?: JsonObject;
    }): Promise<string> {
      const { holderJwk, claims = ADA, payload = {}, header = { kid: 'key-1' } } = options;
      const disclosures = Object.entries(claims).map(([name, value]) =>
        encode([bytesToBase64Url(random.bytes(16)), name, value]),
      );
      const digests = await Promise.all(disclosures.map(async (text) => bytesToBase64Url(await sha256(text))));
      const jws = await signCompactJws({
        header: { typ: 'dc+sd-jwt', ...header },
        payload: {
          iss: ISSUER_URL,
          vct: VCT,
          iat: NOW - 1000,
          exp: NOW + 86_400,
          cnf: { jwk: holderJwk },
          status: { status_list: { uri: STATUS_URI, idx: 7 } },
          _sd: digests.toSorted(),
          _sd_alg: 'sha-256',
          ...payload,
        },
        signer,
      });
      return `${[jws, ...disclosures].join('~')}~`;
    },

    /** A W3C credential in JWT form; `payload`, `credential` and `header` overrule. */
    async issueVcJwt(options: {
      version: 1 | 2;
      holderDid: string;
      claims?: Record<string, JsonValue>;
      credential?: JsonObject;
      payload?: JsonObject;
      header?: JsonObject;
    }): Promise<string> {
      const { version, holderDid, claims = ADA, credential = {}, payload = {}, header = {} } = options;
      const base: JsonObject = {
        '@context': [version === 1 ? 'https://www.w3.org/2018/credentials/v1' : 'https://www.w3.org/ns/credentials/v2'],
        type: ['VerifiableCredential', 'KycPersonCredential'],
        credentialSubject: { id: holderDid, ...claims },
        credentialStatus: {
          id: `${STATUS_URI}#7`,
          type: 'BitstringStatusListEntry',
          statusPurpose: 'revocation',
          statusListIndex: '7',
          statusListCredential: STATUS_URI,
        },
        ...credential,
      };
      const body: JsonObject =
        version === 1
          ? { iss: did, sub: holderDid, nbf: NOW - 1000, exp: NOW + 86_400, vc: base }
          : { issuer: did, validUntil: new Date((NOW + 86_400) * 1000).toISOString(), ...base };
      return signCompactJws({
        header: { typ: version === 1 ? 'JWT' : 'vc+jwt', kid: didKeyUrl(did), ...header },
        payload: { ...body, ...payload },
        signer,
      });
    },
  };
}

/** A holder with one key. */
export async function createTestHolder() {
  const { pair, publicJwk } = await createSigningKey();
  const signer = createP256Signer(pair.privateKey);
  const did = didKeyFromPublicJwk(publicJwk);
  return {
    publicJwk,
    signer,
    did,
    present: (
      options: Omit<Parameters<typeof presentSdJwtVc>[0], 'signer' | 'now'> & { now?: number },
    ): Promise<string> => presentSdJwtVc({ now: NOW, ...options, signer }),
    presentW3c: (
      options: Pick<CreateVpJwtOptions, 'version' | 'credentials' | 'audience' | 'nonce'> & { now?: number },
    ) => createVpJwt({ now: NOW, ...options, holder: did, kid: didKeyUrl(did), signer }),
  };
}
