import { beforeAll, describe, expect, it } from 'vitest';

import { resolveDidJwk } from '../did/did-jwk.ts';
import { createSdJwtVc } from '../sd-jwt/create-sd-jwt-vc.ts';
import { verifySdJwtVc } from '../sd-jwt/verify-sd-jwt-vc.ts';
import { createTestParty, type TestParty, testRandom as random } from '../testing/test-parties.ts';
import { createCertificateAuthority, issueCertificate } from '../x509/create-certificate.ts';
import { verifyCertificateChain } from '../x509/verify-certificate-chain.ts';
import { createIssuerKeyResolver } from './create-issuer-key-resolver.ts';
import { jwtVcIssuerUrl } from './jwt-vc-issuer-url.ts';

const NOW = 1_790_000_000;
const clock = { now: () => NOW };
const ISSUER = 'https://bank.example/t/a';
const METADATA_URL = 'https://bank.example/.well-known/jwt-vc-issuer/t/a';

let bank: TestParty;
beforeAll(async () => {
  bank = await createTestParty('ES256');
});

async function issue(more: object = {}): Promise<string> {
  return createSdJwtVc({
    issuer: ISSUER,
    vct: 'https://bank.example/v',
    claims: { name: 'Ada' },
    holderJwk: bank.publicJwk,
    status: { uri: 'https://bank.example/status', index: 1 },
    issuedAt: NOW,
    expiresAt: NOW + 100,
    kid: 'key-1',
    signer: bank.signer,
    random,
    ...more,
  });
}

/** Serves documents by URL; anything else is not there. */
const serve = (documents: Record<string, unknown>) => async (url: string) => {
  const document = documents[url];
  return document === undefined ? { status: 404, text: '' } : { status: 200, text: JSON.stringify(document) };
};

const verify = async (token: string, options: object) =>
  verifySdJwtVc({
    token,
    clock,
    expectedVct: 'https://bank.example/v',
    resolveIssuerKey: createIssuerKeyResolver({
      fetchText: serve({}),
      clock,
      allowLoopbackHttp: false,
      ...options,
    }),
  });

describe('JWT VC Issuer Metadata', () => {
  const key = () => ({ ...bank.publicJwk, kid: 'key-1', use: 'sig', alg: 'ES256' });

  it('stands between host and path', () => {
    const url = (issuer: string, allowLoopbackHttp = false) => jwtVcIssuerUrl({ issuer, allowLoopbackHttp });
    expect(url('https://example.com')).toBe('https://example.com/.well-known/jwt-vc-issuer');
    expect(url('https://example.com/tenant/1234')).toBe('https://example.com/.well-known/jwt-vc-issuer/tenant/1234');
    expect(url('https://example.com/tenant/1234/')).toBe('https://example.com/.well-known/jwt-vc-issuer/tenant/1234');
    expect(url('http://localhost:6300/t/a', true)).toBe('http://localhost:6300/.well-known/jwt-vc-issuer/t/a');
    const bad = [
      'http://example.com',
      'https://e.com/?a',
      'https://e.com/#a',
      'https://a@e.com',
      'ftp://e.com',
      'x',
      '',
    ];
    for (const issuer of [...bad, 'https://e.com/a/../b', 'HTTPS://E.com/', 'http://localhost:1/t']) {
      expect(() => url(issuer)).toThrow(expect.objectContaining({ code: 'ERR_ISSUER_KEY_ISSUER' }));
    }
  });

  it('holds the key by value or by reference', async () => {
    const token = await issue();
    const byValue = serve({ [METADATA_URL]: { issuer: ISSUER, jwks: { keys: [{ kty: 'RSA', kid: 'r' }, key()] } } });
    await expect(verify(token, { fetchText: byValue })).resolves.toMatchObject({ issuer: ISSUER });
    const uri = 'https://keys.example/jwks';
    const byReference = serve({ [METADATA_URL]: { issuer: ISSUER, jwks_uri: uri }, [uri]: { keys: [key()] } });
    await expect(verify(token, { fetchText: byReference })).resolves.toMatchObject({ issuer: ISSUER });
  });

  it('keeps what a retired key signed in its time, and refuses what it signs later', async () => {
    const token = await issue();
    const served = (exp: number) => ({
      fetchText: serve({ [METADATA_URL]: { issuer: ISSUER, jwks: { keys: [{ ...key(), exp }] } } }),
    });
    await expect(verify(token, served(NOW + 1))).resolves.toMatchObject({ issuer: ISSUER });
    await expect(verify(token, served(NOW))).rejects.toMatchObject({ code: 'ERR_ISSUER_KEY_RETIRED' });
    const timeless = await issue({ issuedAt: undefined });
    await expect(verify(timeless, served(NOW + 1))).rejects.toMatchObject({ code: 'ERR_ISSUER_KEY_RETIRED' });
  });

  it('is refused when of another issuer, doubled, malformed, without the key, or not there', async () => {
    const token = await issue();
    const jwks = { keys: [key()] };
    const cases: [object, string][] = [
      [{ issuer: `${ISSUER}/`, jwks }, 'ERR_ISSUER_KEY_METADATA'],
      [{ issuer: ISSUER, jwks, jwks_uri: 'https://bank.example/jwks' }, 'ERR_ISSUER_KEY_METADATA'],
      [{ issuer: ISSUER }, 'ERR_ISSUER_KEY_METADATA'],
      [{ issuer: ISSUER, jwks_uri: 'http://bank.example/jwks' }, 'ERR_ISSUER_KEY_METADATA'],
      [{ issuer: ISSUER, jwks_uri: 'https://bank.example/jwks' }, 'ERR_ISSUER_KEY_UNREACHABLE'],
      [{ issuer: ISSUER, jwks: { keys: [{ ...key(), kid: 'key-2' }] } }, 'ERR_ISSUER_KEY_NOT_FOUND'],
      [{ issuer: ISSUER, jwks: { keys: [key(), key()] } }, 'ERR_ISSUER_KEY_NOT_FOUND'],
      [{ issuer: ISSUER, jwks: { keys: [{ ...key(), use: 'enc' }] } }, 'ERR_ISSUER_KEY_NOT_FOUND'],
      [{ issuer: ISSUER, jwks: { keys: [{ ...key(), d: 'AA' }] } }, 'ERR_ISSUER_KEY_NOT_FOUND'],
    ];
    for (const [metadata, code] of cases) {
      await expect(verify(token, { fetchText: serve({ [METADATA_URL]: metadata }) })).rejects.toMatchObject({ code });
    }
    await expect(verify(token, {})).rejects.toMatchObject({ code: 'ERR_ISSUER_KEY_UNREACHABLE' });
  });
});

describe('keys in x5c', () => {
  const setUp = async (more: object = {}) => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const authority = await createCertificateAuthority({ name: 'Root', random, now: NOW, keys });
    const leaf = await issueCertificate({
      authority,
      name: 'Bank',
      publicJwk: bank.publicJwk,
      random,
      now: NOW,
      ...more,
    });
    const certificates = { trustAnchors: [authority.certificate], verifyChain: verifyCertificateChain };
    return { leaf, certificates };
  };

  it.each([{ dnsNames: ['bank.example'] }, { uris: [ISSUER] }])('sign for the name in the leaf (%j)', async (names) => {
    const { leaf, certificates } = await setUp(names);
    const verified = await verify(await issue({ x5c: [leaf] }), { certificates });
    expect(verified).toMatchObject({ issuer: ISSUER, certificate: { publicJwk: bank.publicJwk } });
  });

  it('are refused for another name, key or authority, or when nobody is trusted', async () => {
    const { leaf, certificates } = await setUp({ dnsNames: ['evil.example'], uris: ['https://bank.example/t/b'] });
    const token = await issue({ x5c: [leaf] });
    await expect(verify(token, { certificates })).rejects.toMatchObject({ code: 'ERR_ISSUER_KEY_UNTRUSTED' });
    await expect(verify(token, {})).rejects.toMatchObject({ code: 'ERR_ISSUER_KEY_UNTRUSTED' });
    const good = await setUp({ dnsNames: ['bank.example'] });
    const other = await createTestParty('ES256');
    const forged = await issue({ x5c: [good.leaf], signer: other.signer });
    await expect(verify(forged, good)).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE' });
    await expect(verify(await issue({ x5c: [good.leaf] }), { certificates })).rejects.toMatchObject({
      code: 'ERR_X509_UNTRUSTED',
    });
    await expect(verify(await issue({ x5c: [] }), good)).rejects.toMatchObject({ code: 'ERR_X509_CHAIN' });
  });
});

describe('a chain whose authority is not known', () => {
  it('takes nothing away from who looks keys up by name, and opens no door to who does not', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const authority = await createCertificateAuthority({ name: 'Root', random, now: NOW, keys });
    const names = { dnsNames: ['bank.example'] };
    const leaf = await issueCertificate({
      authority,
      name: 'Bank',
      publicJwk: bank.publicJwk,
      random,
      now: NOW,
      ...names,
    });
    const token = await issue({ x5c: [leaf] });
    const jwks = { keys: [{ ...bank.publicJwk, kid: 'key-1' }] };
    const fetchText = serve({ [METADATA_URL]: { issuer: ISSUER, jwks } });
    const unknown = { trustAnchors: [], verifyChain: verifyCertificateChain };
    for (const certificates of [undefined, unknown]) {
      const given = { fetchText, ...(certificates && { certificates }) };
      const verified = await verify(token, { ...given, unknownAuthority: 'by_name' });
      expect(verified).toMatchObject({ issuer: ISSUER, certificate: undefined });
      await expect(verify(token, given)).rejects.toMatchObject({ name: expect.stringMatching(/Error$/) as string });
    }
    // Known, and issued to another name: that is false, not unknown.
    const other = await issueCertificate({
      authority,
      name: 'X',
      publicJwk: bank.publicJwk,
      random,
      now: NOW,
      dnsNames: ['x.example'],
    });
    const certificates = { trustAnchors: [authority.certificate], verifyChain: verifyCertificateChain };
    const options = { fetchText, certificates, unknownAuthority: 'by_name' };
    await expect(verify(await issue({ x5c: [other] }), options)).rejects.toMatchObject({
      code: 'ERR_ISSUER_KEY_UNTRUSTED',
    });
  });
});

describe('keys of a DID', () => {
  it('are an extra that the caller switches on', async () => {
    const token = await issue({ issuer: bank.did, kid: bank.kid });
    const resolveDid = async (did: string) => resolveDidJwk(did);
    await expect(verify(token, { resolveDid })).resolves.toMatchObject({ issuer: bank.did });
    await expect(verify(token, {})).rejects.toMatchObject({ code: 'ERR_ISSUER_KEY_ISSUER' });
  });
});
