import { base64UrlToBytes } from '@postern/primitives';
import {
  didJwkAsWritten,
  didJwkFromPublicJwk,
  jwkThumbprint,
  parseCompactJws,
  resolveDid,
  selectDidKey,
  signCompactJws,
  type VcPayload,
  verifyCompactJws,
  verifyDidConfiguration,
  verifySdJwtVc,
  verifyVcdm2Jwt,
  verifyVcJwt,
} from '@postern/credential';
import { createCertificateAuthority, issueCertificate, verifyCertificateChain } from '@postern/credential/x509';
import { requireTenant } from '@postern/issuer';
import { createHash, type webcrypto } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { LAUNCHER_TOKEN, startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { createTestClient, fetchCredential, now, random, redeem, type TestClient } from './test-support/test-client.ts';
import { apply, approve, enrolStaff, type TestStaff } from './test-support/test-staff.ts';
import { ask, createTestWallet, fetchNonce, type TestWallet } from './test-support/test-wallet.ts';

const clock = { now };
const DID = 'did:web:localhost%3A6420:t:demo-bank';
let host: TestIssuer;
let client: TestClient;
let wallet: TestWallet;
let maker: TestStaff;
let checker: TestStaff;
let people = 0;

beforeAll(async () => {
  host = await startTestIssuer({ port: 6420, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '600' } });
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  client = await createTestClient();
  wallet = await createTestWallet(9n);
}, 120_000);
afterAll(() => host.stop());

const fetchText = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};
const resolve = (did: string) => resolveDid({ did, fetchText, allowLoopbackHttp: true });
const openToken = async () => {
  people += 1;
  const document = { type: 'passport', number: `K${1000 + people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
  const birthDate = new Date(Date.UTC(1972, 0, people)).toISOString().slice(0, 10);
  const applied = await apply(host, { familyName: `Key${people}`, birthDate, document });
  const offer = await approve(host, { applied, maker, checker });
  return String((await redeem(host, { client, ...offer })).body.access_token);
};
const receive = async (configurationId: string) => {
  const json = { credential_configuration_id: configurationId };
  const answer = await fetchCredential(host, { client, token: await openToken(), wallet, json });
  return (answer.body.credentials as { credential: string }[])[0]!.credential;
};
const internal = (path: string, options: { method: string; json?: unknown; token?: string }) => {
  const { method, json, token = LAUNCHER_TOKEN } = options;
  const headers = {
    'x-postern-launcher': token,
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const body = json === undefined ? null : JSON.stringify(json);
  return fetch(`${host.url}/internal/keys/${path}?tenant=demo-bank`, { method, headers, body });
};
const headerOf = (credential: string) => parseCompactJws(credential.split('~')[0]!).header;

describe('a certificate chain', () => {
  it('leads from the signing key to the anchor of this service, and is in every SD-JWT VC', async () => {
    const { anchor } = (await (await internal('anchor', { method: 'GET' })).json()) as { anchor: string };
    const sdJwt = await receive('kyc_person_sdjwt');
    const { x5c } = headerOf(sdJwt) as { x5c: string[] };
    const view = await verifyCertificateChain({ x5c, trustAnchors: [anchor], now: now() });
    expect(view.uris).toContain(host.issuer);
    expect(x5c).not.toContain(anchor);
    const verified = await verifySdJwtVc({
      token: sdJwt,
      clock,
      expectedVct: `${host.issuer}/vct/kyc-person/1`,
      resolveIssuerKey: async () => view.publicJwk,
    });
    const type = await fetchText(`${host.issuer}/vct/kyc-person/1`);
    const digest = createHash('sha256').update(type.text).digest('base64');
    expect(verified.claims['vct#integrity']).toBe(`sha256-${digest}`);
    const jwks = (await ask(`${host.url}/.well-known/jwt-vc-issuer/t/demo-bank`)).body.jwks as { keys: object[] };
    const kid = await jwkThumbprint(view.publicJwk);
    expect(headerOf(sdJwt).kid).toBe(kid);
    // The second name is that of credentials that were signed before.
    expect(jwks.keys).toMatchObject([
      { kid, x5c, alg: 'ES256' },
      { kid: `${DID}#key-1`, x5c, alg: 'ES256' },
    ]);
  });

  it('is taken from an operator when it fits the key, and not otherwise', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const authority = await createCertificateAuthority({ name: 'Bank CA', keys, now: now(), random });
    const certify = (publicJwk: Parameters<typeof issueCertificate>[0]['publicJwk']) =>
      issueCertificate({ authority, name: 'Aurora Bank', publicJwk, uris: [host.issuer], now: now(), random });
    const [key] = (await resolve(DID)).keys;
    const put = (certificate: string, token?: string) =>
      internal('certificates', {
        method: 'PUT',
        json: { certificates: [certificate], anchor: authority.certificate },
        ...(token === undefined ? {} : { token }),
      });
    const good = await certify(key!.publicJwk);
    expect((await put(good, 'wrong')).status).toBe(403);
    expect((await put(await certify(wallet.jwk))).status).toBe(422);
    expect((await put(authority.certificate)).status).toBe(422);
    expect((await put(good)).status).toBe(204);
    expect(headerOf(await receive('kyc_person_sdjwt')).x5c).toEqual([good]);
  });
});

describe('the four formats', () => {
  it('verify under the key of the bank; VCDM 2.0 carries both status entries and nothing of a seal', async () => {
    const vcdm2 = await receive('kyc_person_vcdm2');
    expect(headerOf(vcdm2)).toMatchObject({ typ: 'vc+jwt', kid: `${DID}#key-1` });
    const { payload } = parseCompactJws(vcdm2);
    expect(payload.vc).toBeUndefined();
    expect(payload.credentialStatus).toMatchObject([
      { statusPurpose: 'revocation', type: 'BitstringStatusListEntry' },
      { statusPurpose: 'suspension' },
    ]);
    expect(JSON.stringify(payload)).not.toMatch(/seal|blinding|commitment/i);
    await verifyVcdm2Jwt({ jwt: vcdm2, resolveDid: resolve, clock, expectedType: 'KycPersonCredential' });
    const vcdm1 = await receive('kyc_person_jwt');
    const verified = await verifyVcJwt({ jwt: vcdm1, resolveDid: resolve, clock, expectedType: 'KycPersonCredential' });
    expect(verified.subject).toBe(didJwkAsWritten(wallet.jwk));
  });

  it('bind to a key that is named by did:jwk or did:key, of P-256 or Ed25519', async () => {
    const ed = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    const { kty, crv, x } = await crypto.subtle.exportKey('jwk', (ed as webcrypto.CryptoKeyPair).publicKey);
    const signer = async (input: Uint8Array) =>
      new Uint8Array(
        await crypto.subtle.sign(
          'Ed25519',
          (ed as webcrypto.CryptoKeyPair).privateKey,
          input as Uint8Array<ArrayBuffer>,
        ),
      );
    const token = await openToken();
    const send = async (header: Record<string, string>) => {
      const nonce = await fetchNonce(host.issuer);
      const proof = await signCompactJws({
        header: { typ: 'openid4vci-proof+jwt', alg: 'EdDSA', ...header },
        payload: { aud: host.issuer, iat: now(), nonce },
        signer,
      });
      const json = { credential_configuration_id: 'kyc_person_jwt', proofs: { jwt: [proof] } };
      return client.call(`${host.issuer}/credential`, { token, json });
    };
    const did = didJwkFromPublicJwk({ kty, crv, x } as never);
    expect((await send({ kid: `${did}#0` })).status).toBe(200);
    expect((await send({ kid: `${did}#1` })).body.error).toBe('invalid_proof');
    expect((await send({ kid: 'did:web:example.org#key-1' })).body.error).toBe('invalid_proof');
    const point = base64UrlToBytes(String(x));
    const multicodec = new Uint8Array([0xed, 0x01, ...point]);
    const key = `z${encodeBase58(multicodec)}`;
    expect((await send({ kid: `did:key:${key}#${key}` })).status).toBe(200);
  });
});

describe('a rotated key', () => {
  it('leaves what was signed before verifiable, and signs nothing more', async () => {
    const before = await receive('kyc_person_jwt');
    const [old] = (await resolve(DID)).keys;
    expect((await internal('rotation', { method: 'POST', token: 'wrong' })).status).toBe(403);
    const rotated = await internal('rotation', { method: 'POST' });
    expect(await rotated.json()).toEqual({ retired: 'key-1', current: 'key-2' });
    const after = await receive('kyc_person_jwt');
    const resolved = await resolve(DID);
    expect(resolved.keys).toHaveLength(2);
    for (const [jwt, kid] of [
      [before, `${DID}#key-1`],
      [after, `${DID}#key-2`],
    ] as const) {
      expect(headerOf(jwt).kid).toBe(kid);
      await verifyCompactJws({ jws: jwt, publicJwk: selectDidKey({ resolved, kid }), typ: 'JWT' });
    }
    await expect(verifyVcJwt({ jwt: before, resolveDid: resolve, clock })).resolves.toMatchObject({ issuer: DID });
    const later = await signWithRetiredKey(before, now() + 86_400);
    const inTwoDays = { now: () => now() + 2 * 86_400 };
    await expect(verifyVcJwt({ jwt: later, resolveDid: resolve, clock: inTwoDays })).rejects.toMatchObject({
      code: 'ERR_DID_KEY_RETIRED',
    });
    const methods = resolved.document.verificationMethod as { id: string; expires?: string }[];
    expect(Date.parse(methods[0]?.expires ?? '') / 1000).toBeGreaterThan(now() - 60);
    expect(methods[1]?.expires).toBeUndefined();
    expect(resolved.document.authentication).toEqual([`${DID}#key-2`]);
    expect(headerOf(await receive('kyc_person_sdjwt'))).toMatchObject({
      kid: await jwkThumbprint(selectDidKey({ resolved, kid: `${DID}#key-2` })),
      x5c: [expect.any(String)],
    });
    const jwks = (await ask(`${host.issuer}/jwks.json`)).body.keys as { exp?: number; x: string }[];
    expect(jwks.map((key) => key.exp !== undefined)).toEqual([true, true, false, false]);
    expect(jwks[0]?.x).toBe((old!.publicJwk as { x: string }).x);
    const audit = await maker.get('/audit');
    expect(audit.body.intact).toBe(true);
    expect(JSON.stringify(audit.body.entries)).toContain('key_rotated');
  });
});

/** What a thief of the old key would make: the same credential, dated later. */
async function signWithRetiredKey(jwt: string, at: number): Promise<string> {
  const { context } = host.container;
  const tenant = await requireTenant(context, 'demo-bank');
  const { vc, sub } = parseCompactJws(jwt).payload as unknown as { vc: VcPayload; sub: string };
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  return context.signer.signVcJwt({
    tenant: { ...tenant, keyName: 'key-1' },
    payload: {
      ...vc,
      issuer: { id: DID },
      issuanceDate: iso(at),
      expirationDate: iso(at + 86_400 * 30),
      credentialSubject: { ...vc.credentialSubject, id: sub },
    },
  });
}

describe('the origin', () => {
  it('is linked to the DID by the present key', async () => {
    const { text } = await fetchText(`${host.url}/.well-known/did-configuration.json`);
    const options = { did: DID, resolveDid: resolve, clock };
    await expect(verifyDidConfiguration({ ...options, text, origin: host.url })).resolves.toBeUndefined();
    await expect(verifyDidConfiguration({ ...options, text, origin: 'https://evil.example' })).rejects.toMatchObject({
      code: 'ERR_DID_CONFIGURATION_NOT_LINKED',
    });
  });
});

describe('the agent', () => {
  it('resolves did:jwk offline and did:ethr from the chain, and no foreign did:web', async () => {
    const { agent } = host.container;
    const did = didJwkFromPublicJwk(wallet.jwk);
    expect((await agent.resolve(did)).didDocument?.id).toBe(did);
    const account = host.chain.createWallet(5).account.address;
    const ethr = `did:ethr:0x${host.chain.chain.id.toString(16)}:${account}`;
    const resolved = await agent.resolve(ethr);
    expect(resolved.didDocument?.verificationMethod?.[0]).toMatchObject({ id: `${ethr}#controller` });
    expect((await agent.resolve(`did:ethr:${account}`)).didDocument).toBeNull();
    expect(await agent.resolve('did:web:example.org')).toMatchObject({
      didDocument: null,
      didResolutionMetadata: { error: 'unsupportedDidMethod' },
    });
  });
});

/** Base58 with Bitcoin's alphabet, as did:key uses it. */
function encodeBase58(bytes: Uint8Array): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = '';
  for (; value > 0n; value /= 58n) text = alphabet[Number(value % 58n)]! + text;
  return text;
}
