import { PosternError } from '@postern/primitives';

import { encodePersonAttributes } from '../attribute/encode-person-attributes.ts';
import { claimsToSlotValues, personRecordToClaims } from '../attribute/person-claims.ts';
import type { PersonRecord } from '../attribute/person-record.ts';
import { parseDidDocument } from '../did/parse-did-document.ts';
import { resolveDid as resolveAnyDid } from '../did/resolve-did.ts';
import { verifyDidConfiguration } from '../did/did-configuration.ts';
import { fetchIssuerKeys } from '../issuer-key/fetch-issuer-keys.ts';
import { decryptCompactJwe, encryptCompactJwe } from '../jose/compact-jwe.ts';
import { signCompactJws } from '../jose/compact-jws.ts';
import { createDpopProof, verifyDpopProof } from '../jose/dpop-proof.ts';
import { toP256PublicJwk, toPublicJwk } from '../jose/public-jwk.ts';
import { presentSdJwtVc } from '../sd-jwt/present-sd-jwt-vc.ts';
import { indexDisclosures } from '../sd-jwt/process-disclosures.ts';
import { KYC_PERSON_SCHEMA } from '../schema/kyc-person.ts';
import { createSeal } from '../seal/create-seal.ts';
import { sealFromClaims, sealToClaims } from '../seal/seal-claims.ts';
import { decodeBitstringList, encodeBitstringList } from '../status/bitstring-status-list.ts';
import { decodeTokenStatusList, encodeTokenStatusList } from '../status/token-status-list.ts';
import { verifyTokenStatusList } from '../status/verify-token-status-list.ts';
import { createTokenStatusListPayload } from '../status/status-list-payloads.ts';
import { fetchTypeMetadata } from '../type-metadata/fetch-type-metadata.ts';
import { verifyCredential } from '../verify/verify-credential.ts';
import { createVpJwt } from '../vp-jwt/create-vp-jwt.ts';
import { verifyVpJwt } from '../vp-jwt/verify-vp-jwt.ts';
import { createCertificateAuthority, issueCertificate } from '../x509/create-certificate.ts';
import { verifyCertificateChain } from '../x509/verify-certificate-chain.ts';
import { createTestParty, testRandom } from './test-parties.ts';
import { createTestWorld, issueInAllFormats, NOW } from './test-world.ts';

/** A reader of text that a stranger writes, with texts that it accepts. */
export type Parser = { name: string; parse: (text: string) => unknown; samples: readonly string[] };

const PERSON: PersonRecord = {
  givenName: 'Ada',
  familyName: 'Lovelace',
  birthDate: '1990-02-28',
  nationalities: ['GR', 'DE'],
  residence: 'DE',
  residenceSubdivision: 0,
  address: { street: 'Torstraße 1', locality: 'Berlin', postalCode: '10119' },
  document: { type: 'passport', number: 'AE1234567', issuingCountry: 'GR', expiresOn: '2031-05-01' },
  assurance: 'substantial',
  diligence: 'standard',
  flags: ['sanctions_clear'],
  testData: false,
  screenedAt: NOW,
  issuedAt: NOW,
  reboundAt: 0,
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Only the text form is spoiled here; the reader itself gets values.
    throw new PosternError('ERR_TEST_JSON', 'not JSON', { cause });
  }
};

/** Every reader of this package that meets foreign text, with samples. */
export async function createParsers(): Promise<Parser[]> {
  const world = await createTestWorld();
  const { bank, holder, clock, resolveDid, resolveIssuerKey } = world;
  const issued = await issueInAllFormats(world);
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const recipient = { ...toP256PublicJwk({ kty, crv, x, y }), kid: 'e' };
  const dpop = { method: 'POST', url: 'https://bank.example/token', now: NOW };
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const authority = await createCertificateAuthority({ name: 'Root', keys, random: testRandom, now: NOW });
  const leaf = await issueCertificate({
    authority,
    name: 'B',
    publicJwk: bank.publicJwk,
    random: testRandom,
    now: NOW,
  });
  const request = { audience: 'x509_hash:a', nonce: 'n', now: NOW };
  const presented = await presentSdJwtVc({
    token: issued['dc+sd-jwt'],
    disclose: [['name']],
    signer: holder.signer,
    ...request,
  });
  const vp = { holder: holder.did, kid: holder.kid, signer: holder.signer, ...request };
  const empty = { revoked: new Uint8Array(1 << 18), suspended: new Uint8Array(1 << 18) };
  const lst = await encodeTokenStatusList(empty);
  const list = {
    uri: 'https://l.example',
    issuedAt: NOW,
    expiresAt: NOW + 9,
    timeToLive: 9,
    sequence: 1,
    issuer: bank.did,
    lst,
  };
  const listJwt = await signCompactJws({
    header: { typ: 'statuslist+jwt', kid: bank.kid },
    payload: createTokenStatusListPayload(list),
    signer: bank.signer,
  });
  const other = await createTestParty('EdDSA');
  const method = { id: '#1', type: 'JsonWebKey2020', publicKeyJwk: bank.publicJwk };
  const seal = createSeal({
    schemaId: KYC_PERSON_SCHEMA.schemaId,
    values: encodePersonAttributes(PERSON),
    holderCommitment: 1n,
    status: { issuerId: 1, listId: 1, index: 77 },
    validUntil: NOW,
    privateKey: new Uint8Array(32).fill(9),
    random: testRandom,
  });
  const document = { id: 'did:web:bank.example', verificationMethod: [method], assertionMethod: ['#1'] };
  const metadata = { issuer: 'https://bank.example', jwks: { keys: [{ ...bank.publicJwk, kid: '1' }] } };
  const type = { vct: 'https://bank.example/v', claims: [{ path: ['a', null, 0], sd: 'always' }] };
  const serve = (text: string) => ({ fetchText: async () => ({ status: 200, text }), allowLoopbackHttp: false });
  // One checker: its lists are read once.
  const status = world.createChecker();
  const verify = (credential: string, more: object) =>
    verifyCredential({
      credential,
      clock,
      resolveDid,
      resolveIssuerKey,
      status,
      isTrusted: () => true,
      ...more,
    }).catch((cause: unknown) => {
      // It gives a verdict on any text: even one of our own errors would be a crash.
      throw new Error('verifyCredential threw', { cause });
    });
  return [
    { name: 'credential', parse: (text) => verify(text, {}), samples: Object.values(issued) },
    { name: 'SD-JWT presentation', parse: (text) => verify(text, { binding: request }), samples: [presented] },
    {
      name: 'VP JWT',
      parse: (jwt) => verifyVpJwt({ jwt, resolveDid, ...request }),
      samples: [
        await createVpJwt({ version: 1, credentials: [issued.jwt_vc_json], ...vp }),
        await createVpJwt({ version: 2, credentials: [issued['vc+jwt']], ...vp }),
      ],
    },
    {
      name: 'SD-JWT to present',
      parse: (token) => presentSdJwtVc({ token, disclose: [['name']], signer: holder.signer, ...request }),
      samples: [issued['dc+sd-jwt']],
    },
    {
      name: 'SD-JWT payload',
      parse: (text) => indexDisclosures(Object(json(text)), issued['dc+sd-jwt'].split('~').slice(1, -1)),
      samples: [
        '{"_sd":["a"],"b":[{"...":"c"}]}',
        Buffer.from(issued['dc+sd-jwt'].split('.')[1]!, 'base64url').toString(),
      ],
    },
    {
      name: 'JWE',
      parse: (jwe) => decryptCompactJwe({ jwe, privateKey: pair.privateKey, kid: 'e' }),
      samples: [await encryptCompactJwe({ payload: { a: 1 }, recipient, enc: 'A128GCM' })],
    },
    {
      name: 'DPoP proof',
      parse: (proof) => verifyDpopProof({ proof, ...dpop }),
      samples: [await createDpopProof({ ...dpop, ...holder, random: testRandom })],
    },
    {
      name: 'certificate chain',
      parse: (x5c) => verifyCertificateChain({ x5c: [x5c], trustAnchors: [authority.certificate], now: NOW }),
      samples: [leaf],
    },
    {
      name: 'DID',
      parse: (did) => resolveAnyDid({ did, ...serve(JSON.stringify(document)) }),
      samples: [
        bank.did,
        other.did,
        'did:web:bank.example',
        'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
      ],
    },
    {
      name: 'DID document',
      parse: (text) => parseDidDocument({ did: document.id, text }),
      samples: [JSON.stringify(document)],
    },
    {
      name: 'DID configuration',
      parse: (text) =>
        verifyDidConfiguration({ text, did: bank.did, origin: 'https://bank.example', resolveDid, clock }),
      samples: [
        JSON.stringify({
          '@context': 'https://identity.foundation/.well-known/did-configuration/v1',
          linked_dids: [issued.jwt_vc_json],
        }),
      ],
    },
    {
      name: 'issuer metadata',
      parse: (text) => fetchIssuerKeys({ issuer: 'https://bank.example', ...serve(text) }),
      samples: [JSON.stringify(metadata)],
    },
    {
      name: 'type metadata',
      parse: (text) => fetchTypeMetadata({ vct: type.vct, ...serve(text) }),
      samples: [JSON.stringify(type)],
    },
    { name: 'bitstring list', parse: decodeBitstringList, samples: [await encodeBitstringList(empty.revoked)] },
    { name: 'token list', parse: decodeTokenStatusList, samples: [lst] },
    {
      name: 'token list JWT',
      parse: (jwt) => verifyTokenStatusList({ jwt, uri: list.uri, issuer: bank.did, resolveIssuerKey, now: NOW }),
      samples: [listJwt],
    },
    { name: 'JWK', parse: (text) => toPublicJwk(json(text)), samples: [JSON.stringify(bank.publicJwk)] },
    { name: 'seal', parse: (text) => sealFromClaims(json(text)), samples: [JSON.stringify(sealToClaims(seal))] },
    {
      name: 'claims',
      parse: (text) => claimsToSlotValues(json(text)),
      samples: [JSON.stringify(personRecordToClaims(PERSON))],
    },
  ];
}
