import { readRegistryLeaves } from '@postern/contracts';
import {
  assertSealMatchesClaims,
  combineStatusBits,
  decodeBitstringList,
  decodeTokenStatusList,
  parseCompactJws,
  resolveDid,
  sealFromClaims,
  verifySdJwtVc,
  verifySeal,
  verifyVcJwt,
} from '@postern/credential';
import { createStatusTree, getStatusBit } from '@postern/primitives';
import { zAuthorizationServerMetadata, zIssuerMetadata, zStatusTimes } from '@postern/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import {
  type Applied,
  apply,
  approve,
  enrolStaff,
  readApplication,
  takeMeasure,
  type TestStaff,
} from './test-support/test-staff.ts';
import {
  ask,
  askCredential,
  askToken,
  createTestWallet,
  fetchNonce,
  type TestWallet,
} from './test-support/test-wallet.ts';

const clock = { now: () => Math.floor(Date.now() / 1000) };
const fetchText = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};
const resolve = (did: string) => resolveDid({ did, fetchText, allowLoopbackHttp: true });

let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let wallet: TestWallet;
let applied: Applied;
let token: string;
const received: Record<string, string> = {};

beforeAll(async () => {
  host = await startTestIssuer({ port: 18_900 });
  await host.registerLeaf();
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  wallet = await createTestWallet(1234n);
}, 120_000);
afterAll(() => host.stop());

/** Waits until the outbox is empty and returns the registry's leaf. */
async function anchoredLeaf(epoch: number) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [leaf] = await readRegistryLeaves({ client: host.chain.publicClient, trustRegistry: host.trustRegistry });
    if (leaf !== undefined && leaf.epoch >= epoch) return leaf;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error('The anchor did not arrive.');
}

describe('one person from application to revocation', () => {
  it('is described by metadata, DID document and type', async () => {
    const wellKnown = (name: string) => ask(`${host.url}/.well-known/${name}/t/demo-bank`);
    expect(zIssuerMetadata.parse((await wellKnown('openid-credential-issuer')).body).credential_issuer).toBe(
      host.issuer,
    );
    expect(
      zAuthorizationServerMetadata.parse((await wellKnown('oauth-authorization-server')).body).token_endpoint,
    ).toBe(`${host.issuer}/token`);
    expect((await wellKnown('jwt-vc-issuer')).body.issuer).toBe(host.issuer);
    const resolved = await resolve('did:web:localhost%3A18900:t:demo-bank');
    expect(resolved.keys).toHaveLength(1);
    expect((await ask(`${host.issuer}/vct/kyc-person/1`)).body.vct).toBe(`${host.issuer}/vct/kyc-person/1`);
    expect((await ask(`${host.url}/readyz`)).body).toMatchObject({ checks: { database: 'ok', chain: 'ok' } });
  });

  it('applies and is approved by two passkeys', async () => {
    applied = await apply(host);
    expect((await readApplication(host, applied)).body).toMatchObject({ state: 'submitted', bankName: 'Aurora Bank' });
    const { code, txCode } = await approve(host, { applied, maker, checker });
    expect(txCode).toMatch(/^\d{6}$/);
    const answer = await askToken({ issuer: host.issuer, code, txCode });
    expect(answer.status).toBe(200);
    token = String(answer.body.access_token);
  });

  it('receives three credentials that state the same facts', async () => {
    for (const configurationId of ['kyc_person_sdjwt', 'kyc_person_jwt', 'postern_seal']) {
      const proof = await wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer) });
      const answer = await askCredential({ issuer: host.issuer, token, configurationId, proofs: [proof] });
      expect(answer.body).toMatchObject({ credentials: [{ credential: expect.any(String) }] });
      received[configurationId] = (answer.body.credentials as { credential: string }[])[0]!.credential;
    }
    const sdJwt = await verifySdJwtVc({
      token: received.kyc_person_sdjwt!,
      clock,
      expectedVct: `${host.issuer}/vct/kyc-person/1`,
      resolveIssuerKey: async () => (await resolve('did:web:localhost%3A18900:t:demo-bank')).keys[0]!.publicJwk,
    });
    expect(sdJwt.holderJwk).toEqual(wallet.jwk);
    const vc = await verifyVcJwt({
      jwt: received.kyc_person_jwt!,
      resolveDid: resolve,
      clock,
      expectedType: 'KycPersonCredential',
    });
    expect(vc.credentialSubject).toMatchObject({ birthdate: '1990-02-28', family_name: 'Παπαδοπούλου' });
    expect(vc.credential.credentialStatus).toMatchObject({
      statusPurpose: 'suspension',
      statusListCredential: `${host.issuer}/status/combined/1`,
    });
    const sealVc = await verifyVcJwt({
      jwt: received.postern_seal!,
      resolveDid: resolve,
      clock,
      expectedType: 'KycSealCredential',
    });
    const seal = sealFromClaims(sealVc.credentialSubject.seal);
    verifySeal({ seal, holderCommitment: BigInt(wallet.commitment) });
    assertSealMatchesClaims({ seal, claims: sdJwt.claims });
    assertSealMatchesClaims({ seal, claims: vc.credentialSubject });
    expect(new Set([seal.index, sdJwt.status?.index]).size).toBe(2);
    expect(new Date(seal.validUntil * 1000).toISOString()).toMatch(/-01T00:00:00.000Z$/);
    expect((await readApplication(host, applied)).body.state).toBe('active');
  });

  it('survives a restart of the service', async () => {
    await host.restart();
    expect((await checker.get(`/cases/${applied.applicationId}`)).body).toMatchObject({ state: 'active' });
    const resolved = await resolve('did:web:localhost%3A18900:t:demo-bank');
    await expect(
      verifyVcJwt({
        jwt: received.postern_seal!,
        resolveDid: async () => resolved,
        clock,
        expectedType: 'KycSealCredential',
      }),
    ).resolves.toBeDefined();
  });

  it('is suspended, reinstated and revoked; all encodings and the anchor agree, and are of now', async () => {
    const seal = sealFromClaims(
      (parseCompactJws(received.postern_seal!).payload.vc as unknown as { credentialSubject: { seal: unknown } })
        .credentialSubject.seal,
    );
    let lastDate = 0;
    const readLists = async () => {
      const payloadOf = async (kind: string) => {
        const response = await fetch(`${host.issuer}/status/${kind}/1`);
        expect(response.headers.get('cache-control')).toBe('public, max-age=15');
        return parseCompactJws(await response.text()).payload as Record<string, unknown>;
      };
      const listOf = async (kind: string) => {
        const { credentialSubject } = (await payloadOf(kind)).vc as {
          credentialSubject: { encodedList: string; ttl: number; companionLists: { statusListCredential: string }[] };
        };
        expect(credentialSubject.ttl).toBe(30_000);
        const others = ['revocation', 'suspension'].filter((other) => other !== kind);
        expect(credentialSubject.companionLists.map((list) => list.statusListCredential)).toEqual(
          others.map((other) => `${host.issuer}/status/${other}/1`),
        );
        return decodeBitstringList(credentialSubject.encodedList);
      };
      const [revocation, suspension, combined, token] = await Promise.all([
        listOf('revocation'),
        listOf('suspension'),
        listOf('combined'),
        payloadOf('token'),
      ]);
      const tokenList = await decodeTokenStatusList((token.status_list as { lst: string }).lst);
      expect(Buffer.compare(tokenList.revoked, revocation)).toBe(0);
      expect(Buffer.compare(combineStatusBits({ revoked: revocation, suspended: suspension }), combined)).toBe(0);
      expect(token.ttl).toBe(30);
      // Dated by the change, so that an older list of the same hour cannot pass for this one.
      expect(token.iat).toBeGreaterThanOrEqual(lastDate);
      lastDate = token.iat as number;
      return { revoked: getStatusBit(revocation, seal.index), suspended: getStatusBit(suspension, seal.index) };
    };
    const readAnchored = async (epoch: number) => {
      const leaf = await anchoredLeaf(epoch);
      const response = await fetch(leaf.uri);
      const bits = new Uint8Array(await response.arrayBuffer());
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(createStatusTree(bits).root).toBe(leaf.statusRoot);
      return getStatusBit(bits, seal.index);
    };
    expect(await readLists()).toEqual({ revoked: false, suspended: false });
    const before = clock.now();
    const take = (measure: string) => takeMeasure({ caseId: applied.applicationId, measure, maker, checker });
    expect((await take('suspend')).status).toBe(200);
    expect(await readLists()).toEqual({ revoked: false, suspended: true });
    expect(lastDate).toBeGreaterThanOrEqual(before);
    expect(await readAnchored(1)).toBe(true);
    expect((await take('reinstate')).status).toBe(200);
    expect(await readAnchored(2)).toBe(false);
    const revoked = await take('revoke');
    expect(revoked.body).toMatchObject({ state: 'revoked', credential: { status: 'revoked' } });
    expect(await readAnchored(3)).toBe(true);
    expect(await readLists()).toMatchObject({ revoked: true });
    const overview = await maker.get('/status');
    expect(overview.body).toMatchObject({ revoked: 3, suspended: 0, issued: 3, issuances: 1, inSync: true });
  });

  it('says how fast a decision takes effect', async () => {
    const { body } = await ask(`${host.issuer}/status/times`);
    expect(zStatusTimes.parse(body)).toEqual({ credentials: 60, anchorInterval: 92, confirmation: 60 });
    expect((await ask(`${host.url}/t/no-bank/status/times`)).status).toBe(404);
  });

  it('leaves an unbroken audit chain and no personal data in the log', async () => {
    const audit = await maker.get('/audit');
    expect(audit.body.intact).toBe(true);
    expect((audit.body.entries as unknown[]).length).toBeGreaterThan(8);
    expect(host.lines.join('')).not.toMatch(/Παπαδοπούλου|PAPADOPOULOU|1990-02-28|AE 123/);
  });
});

describe('public documents', () => {
  it('are open to every site, cacheable and compressed; unknown lists are not there', async () => {
    const url = `${host.issuer}/status/revocation/1`;
    const first = await fetch(url, { headers: { origin: 'https://any.example' } });
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('content-encoding')).toBe('gzip');
    const etag = first.headers.get('etag') ?? '';
    for (const named of [etag, `W/${etag}`, `"another", ${etag}`, '*']) {
      expect((await fetch(url, { headers: { 'if-none-match': named } })).status).toBe(304);
    }
    expect((await fetch(url, { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
    expect((await ask(`${host.issuer}/status/revocation/9`)).body.code).toBe('ERR_STATUS_LIST_UNKNOWN');
    expect((await ask(`${host.issuer}/status/bits/1?epoch=999`)).body.code).toBe('ERR_STATUS_LIST_UNKNOWN');
    const preflight = await fetch(`${host.issuer}/credential`, {
      method: 'OPTIONS',
      headers: { origin: 'https://x.example' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Authorization/);
  });
});
