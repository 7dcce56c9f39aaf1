import { createP256Signer, type P256PublicJwk, signCompactJws, toP256PublicJwk } from '@postern/credential';
import { createCertificateAuthority, issueCertificate } from '@postern/credential/x509';
import type { TenantPolicy } from '@postern/issuer';
import { PRE_AUTHORIZED_CODE_GRANT } from '@postern/protocol';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import {
  browse,
  CLIENT_ID,
  createAuthorizationForm,
  createTestClient,
  now,
  random,
  type TestClient,
} from './test-support/test-client.ts';
import { apply, approve, enrolStaff, type TestStaff } from './test-support/test-staff.ts';
import { ask } from './test-support/test-wallet.ts';

const OPEN: TenantPolicy = { haip: false, clientAttestation: 'optional', attesters: [], attestationAnchors: [] };
let clockShift = 0;
const clock = { now: () => now() + clockShift };
let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let client: TestClient;
let people = 0;

beforeAll(async () => {
  host = await startTestIssuer({
    port: 6430,
    clock,
    env: { ISSUER_RATE_LIMIT_PER_MINUTE: '600', ISSUER_DPOP_NONCE: 'true' },
  });
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  client = await createTestClient();
}, 120_000);
afterAll(() => host.stop());
beforeEach(() => setPolicy(OPEN));

/** The policy as the seed would set it; the service reads banks every two seconds. */
async function setPolicy(policy: TenantPolicy): Promise<void> {
  await host.container.context.store.transaction((transaction) => transaction.saveTenantPolicy('demo-bank', policy));
  clockShift += 3;
}
const openOffer = async () => {
  people += 1;
  const document = { type: 'passport', number: `H${1000 + people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
  const birthDate = new Date(Date.UTC(1971, 0, people)).toISOString().slice(0, 10);
  const applied = await apply(host, { familyName: `Haip${people}`, birthDate, document });
  return approve(host, { applied, maker, checker });
};
const fetchDpopNonce = async () => (await ask(`${host.issuer}/nonce`, { form: {} })).headers.get('dpop-nonce') ?? '';
const tokenForm = (offer: { code: string; txCode: string }) => ({
  grant_type: PRE_AUTHORIZED_CODE_GRANT,
  'pre-authorized_code': offer.code,
  tx_code: offer.txCode,
});
/** A token request with a proof that carries a fresh nonce. */
const askToken = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
  const url = `${host.issuer}/token`;
  const dpop = await client.proof({ url, at: clock.now(), nonce: await fetchDpopNonce() });
  return ask(url, { form, headers: { dpop, ...headers } });
};
const push = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
  const url = `${host.issuer}/par`;
  const dpop = await client.proof({ url, at: clock.now(), nonce: await fetchDpopNonce() });
  return ask(url, { form, headers: { dpop, ...headers } });
};

/** A wallet provider, and what it says about one wallet. */
async function createAttester(issuer: string) {
  const generate = () => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const [own, wallets] = await Promise.all([generate(), generate()]);
  const toJwk = async (key: typeof own.publicKey): Promise<P256PublicJwk> =>
    toP256PublicJwk(await crypto.subtle.exportKey('jwk', key));
  const jwk = await toJwk(own.publicKey);
  const walletJwk = await toJwk(wallets.publicKey);
  const attest = async (over: { payload?: object; proof?: object; header?: object } = {}) => ({
    'oauth-client-attestation': await signCompactJws({
      header: { typ: 'oauth-client-attestation+jwt', ...over.header } as never,
      payload: {
        iss: issuer,
        sub: CLIENT_ID,
        exp: clock.now() + 3600,
        cnf: { jwk: walletJwk },
        ...over.payload,
      } as never,
      signer: createP256Signer(own.privateKey),
    }),
    'oauth-client-attestation-pop': await signCompactJws({
      header: { typ: 'oauth-client-attestation-pop+jwt' },
      payload: { iss: CLIENT_ID, aud: host.issuer, jti: randomUUID(), iat: clock.now(), ...over.proof } as never,
      signer: createP256Signer(wallets.privateKey),
    }),
  });
  return { issuer, jwk, attest };
}

describe('a server that wants DPoP nonces', () => {
  it('hands them out, refuses proofs without, and takes its own', async () => {
    const url = `${host.issuer}/token`;
    const form = tokenForm(await openOffer());
    const send = async (nonce?: string) =>
      ask(url, {
        form,
        headers: { dpop: await client.proof({ url, at: clock.now(), ...(nonce === undefined ? {} : { nonce }) }) },
      });
    for (const nonce of [undefined, 'A'.repeat(44)]) {
      const refused = await send(nonce);
      expect(refused).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } });
      expect(refused.headers.get('dpop-nonce')).toMatch(/^[\w-]{44}$/);
    }
    const nonce = (await send()).headers.get('dpop-nonce') ?? '';
    clockShift += 400;
    expect((await send(nonce)).body.error).toBe('use_dpop_nonce');
    const answer = await send(await fetchDpopNonce());
    expect(answer.status).toBe(200);
    const token = String(answer.body.access_token);
    const endpoint = `${host.issuer}/credential`;
    const dpop = await client.proof({ url: endpoint, at: clock.now(), accessToken: token });
    const resource = await ask(endpoint, { json: {}, headers: { authorization: `DPoP ${token}`, dpop } });
    expect(resource).toMatchObject({ status: 401, body: { error: 'use_dpop_nonce' } });
    expect(resource.headers.get('www-authenticate')).toContain('DPoP error="use_dpop_nonce"');
    expect(resource.headers.get('dpop-nonce')).not.toBeNull();
  });
});

describe('a bank under HAIP', () => {
  it('binds every token and takes pushed requests only', async () => {
    await setPolicy({ ...OPEN, haip: true });
    const metadata = await ask(`${host.url}/.well-known/oauth-authorization-server/t/demo-bank`);
    expect(metadata.body).toMatchObject({ require_pushed_authorization_requests: true });
    const form = tokenForm(await openOffer());
    expect((await ask(`${host.issuer}/token`, { form })).body.error).toBe('invalid_dpop_proof');
    expect((await askToken(form)).body.token_type).toBe('DPoP');

    const request = createAuthorizationForm();
    const query = new URLSearchParams(request.form).toString();
    const direct = await browse(`${host.issuer}/authorize?${query}`);
    expect(direct.location?.searchParams.get('error')).toBe('invalid_request');
    const pushed = await push(request.form);
    expect(pushed.status).toBe(201);
    const reference = new URLSearchParams({ client_id: CLIENT_ID, request_uri: String(pushed.body.request_uri) });
    expect((await browse(`${host.issuer}/authorize?${reference.toString()}`)).status).toBe(200);
  });
});

describe('client attestation', () => {
  it('is asked for where the bank requires it, and stands only whole, fresh, for us and from whom the bank trusts', async () => {
    const attester = await createAttester('https://provider.example');
    const stranger = await createAttester('https://stranger.example');
    await setPolicy({
      ...OPEN,
      clientAttestation: 'required',
      attesters: [{ issuer: attester.issuer, jwk: attester.jwk }],
    });
    const { form } = createAuthorizationForm();
    const good = await attester.attest();
    const refused = [
      {},
      { 'oauth-client-attestation': good['oauth-client-attestation'] },
      await stranger.attest(),
      await stranger.attest({ payload: { iss: attester.issuer } }),
      await attester.attest({ payload: { exp: clock.now() - 1 } }),
      await attester.attest({ payload: { iat: clock.now() + 30, exp: clock.now() + 29 } }),
      await attester.attest({ payload: { sub: 'https://other.example' } }),
      await attester.attest({ proof: { aud: 'https://elsewhere.example' } }),
      await attester.attest({ proof: { iat: clock.now() - 3600 } }),
      await attester.attest({ header: { typ: 'JWT' } }),
      { ...good, 'oauth-client-attestation-pop': (await stranger.attest())['oauth-client-attestation-pop'] },
    ];
    for (const headers of refused) {
      expect(await push(form, headers)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    }
    expect((await push(form, good)).status).toBe(201);
    expect((await push(form, good)).body.error).toBe('invalid_client');
    const tokenAnswer = await askToken(tokenForm(await openOffer()));
    expect(tokenAnswer.body.error).toBe('invalid_client');
    expect((await askToken(tokenForm(await openOffer()), await attester.attest())).status).toBe(200);
  });

  it('stands under a certificate chain to an anchor of the bank', async () => {
    const attester = await createAttester('https://provider.example');
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const authority = await createCertificateAuthority({ name: 'Wallets CA', keys, now: clock.now(), random });
    const certificate = await issueCertificate({
      authority,
      name: 'Provider',
      publicJwk: attester.jwk,
      now: clock.now(),
      random,
    });
    const { form } = createAuthorizationForm();
    await setPolicy({ ...OPEN, attestationAnchors: [authority.certificate] });
    expect((await push(form, await attester.attest({ header: { x5c: [certificate] } }))).status).toBe(201);
    await setPolicy(OPEN);
    expect((await push(form, await attester.attest({ header: { x5c: [certificate] } }))).status).toBe(401);
  });
});
