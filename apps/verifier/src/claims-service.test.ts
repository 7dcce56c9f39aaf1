import { encryptCompactJwe, type JsonObject, resolveDid, selectDidKey, verifyCompactJws } from '@postern/credential';
import { verifyCertificateChain } from '@postern/credential/x509';
import { zAuthorizationRequest } from '@postern/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createClaimsClient, type Opened } from './test-support/claims-client.ts';
import { createTestHolder, startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

const ORIGIN = 'http://localhost:4106';
const clock = () => Math.floor(Date.now() / 1000);

let world: VerifierWorld;
let issuer: TestIssuer;
let holder: Awaited<ReturnType<typeof createTestHolder>>;
let second: string;
let anchor: string;

beforeAll(async () => {
  [issuer, holder] = await Promise.all([startTestIssuer({ clock }), createTestHolder({ clock })]);
  const trust = { trustedIssuers: [issuer.issuer, issuer.did], trustAnchors: [] };
  world = await startVerifierWorld({ port: 6500, trust });
  second = await world.startSecond(6501);
  const served = await fetch(`${world.origin}/p/demo-vault/development-anchor`);
  anchor = Buffer.from(await served.arrayBuffer()).toString('base64');
}, 120_000);
afterAll(async () => {
  await world?.stop();
  await issuer?.stop();
});

const { api, askSdJwt, askW3c, open, present, post, send, read } = createClaimsClient(() => ({
  world,
  issuer,
  holder,
}));

describe('claims over HTTP', () => {
  it('come from an SD-JWT VC, encrypted, once', async () => {
    const opened = await open({ credentials: [askSdJwt()] });
    expect(opened.request).toMatchObject({ response_mode: 'direct_post.jwt' });
    expect(await post(opened, { papers: [await present(opened)] })).toMatchObject({ status: 200, body: {} });
    const { credentials } = await read(opened);
    expect(credentials).toMatchObject([
      {
        id: 'papers',
        issuer: issuer.issuer,
        claims: [
          { path: ['given_name'], value: 'Ada' },
          { path: ['nationalities', null], value: ['GB'] },
        ],
      },
    ]);
    expect(await read(opened)).not.toHaveProperty('credentials');
  });

  it('come from a VC-JWT of an issuer with a did:web', async () => {
    const opened = await open({ credentials: [askW3c('jwt_vc_json')] });
    const jwt = await issuer.issueVcJwt(holder.did, 2);
    const { client_id: audience = '', nonce } = opened.request;
    const given = { papers: [await holder.presentW3c(1, jwt, { audience, nonce })] };
    expect((await post(opened, given)).status).toBe(200);
    expect((await read(opened)).credentials).toMatchObject([{ format: 'jwt_vc_json', issuer: issuer.did }]);
  });

  it.each(['decentralized_identifier', 'x509_san_dns', 'x509_hash'] as const)(
    'are asked under %s, by GET and by POST with the wallet’s nonce',
    async (clientIdPrefix) => {
      const ask = { credentials: [askSdJwt()], clientIdPrefix, requestUriMethod: 'post' };
      const opened = await open(ask, { method: 'POST', body: new URLSearchParams({ wallet_nonce: 'wallet-nonce' }) });
      expect(opened.walletUrl.searchParams.get('request_uri_method')).toBe('post');
      expect(opened.request.wallet_nonce).toBe('wallet-nonce');
      const requestUri = opened.walletUrl.searchParams.get('request_uri') ?? '';
      const jws = await (await fetch(requestUri)).text();
      const publicJwk = await authenticate(clientIdPrefix, opened);
      await verifyCompactJws({ jws, publicJwk, typ: 'oauth-authz-req+jwt' });
      expect(opened.request.client_id).toBe(opened.walletUrl.searchParams.get('client_id'));
      expect((await post(opened, { papers: [await present(opened)] })).status).toBe(200);
    },
  );

  async function authenticate(prefix: string, { header, request }: Opened) {
    const name = (request.client_id ?? '').slice(prefix.length + 1);
    if (prefix === 'decentralized_identifier') {
      const fetchText = async (url: string) => {
        const response = await fetch(url);
        return { status: response.status, text: await response.text() };
      };
      return selectDidKey({
        resolved: await resolveDid({ did: name, fetchText, allowLoopbackHttp: true }),
        kid: header.kid,
      });
    }
    const view = await verifyCertificateChain({ x5c: header.x5c as string[], trustAnchors: [anchor], now: clock() });
    expect(prefix === 'x509_hash' ? view.sha256 : view.dnsNames[0]).toBe(name);
    return view.publicJwk;
  }

  it('are asked under redirect_uri with the whole request in the link', async () => {
    const opened = await open({ credentials: [askSdJwt()], clientIdPrefix: 'redirect_uri' });
    expect(opened.request.client_id).toBe(`redirect_uri:${opened.request.response_uri}`);
    expect((await post(opened, { papers: [await present(opened)] })).status).toBe(200);
  });

  it('or the policy: one request says both', async () => {
    const policy = { policyId: world.policyId, account: world.accounts.holder };
    const ask = { ...policy, credentials: [askSdJwt()], accept: [['kyc'], ['papers']] };
    const byClaims = await open(ask);
    expect(byClaims.request.dcql_query).toMatchObject({
      credentials: [{ id: 'kyc', format: 'postern_zk' }, { id: 'papers' }],
      credential_sets: [{ options: [['kyc'], ['papers']] }],
    });
    expect((await post(byClaims, { papers: [await present(byClaims)] })).status).toBe(200);
    expect(await read(byClaims)).toMatchObject({ answered: ['papers'], policyId: world.policyId });
    const byProof = await open(ask);
    expect((await post(byProof, { kyc: [await world.prove()] })).status).toBe(200);
    const session = await read(byProof);
    expect(session).toMatchObject({ answered: ['kyc'], presentation: { circuit: 'kyc-presentation/1' } });
    expect(session).not.toHaveProperty('credentials');
  });

  it('carry the consent to terms, and are refused without it', async () => {
    const terms = { title: 'Terms', uri: 'https://vault.example/terms', sha256: 'A'.repeat(43) };
    const opened = await open({ credentials: [askSdJwt()], terms });
    const silent = await present({ ...opened, request: { ...opened.request, transaction_data: undefined } });
    expect((await post(opened, { papers: [silent] })).body.code).toBe('ERR_PRESENTATION_TRANSACTION_MISSING');
    expect((await post(opened, { papers: [await present(opened)] })).status).toBe(200);
  });

  it('of one answer sent to two processes at once, one is taken', async () => {
    for (let round = 0; round < 10; round += 1) {
      const opened = await open({ credentials: [askSdJwt()] });
      const papers = [await present(opened)];
      const answers = await Promise.all([post(opened, { papers }), post(opened, { papers }, second)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const reads = await Promise.all(
        [world.origin, second].map((origin) =>
          api(`/v1/sessions/${opened.sessionId}`, { headers: { 'postern-result-key': opened.resultKey } }, origin),
        ),
      );
      expect(reads.filter(({ body }) => body.credentials !== undefined)).toHaveLength(1);
    }
  });
});

describe('denials', () => {
  it('a presentation for another session, replayed or turned around, is refused', async () => {
    const [one, two] = [await open({ credentials: [askSdJwt()] }), await open({ credentials: [askSdJwt()] })];
    const papers = [await present(one)];
    expect(await post(two, { papers })).toMatchObject({ status: 400, body: { code: 'ERR_PRESENTATION_NONCE' } });
    expect((await post(one, { papers })).status).toBe(200);
    expect(await post(one, { papers })).toMatchObject({ status: 409, body: { code: 'ERR_SESSION_CLOSED' } });
  });

  it('an answer in the clear, to another key, or no JWE at all: 4xx, nothing written, nothing said', async () => {
    const [opened, other] = [await open({ credentials: [askSdJwt()] }), await open({ credentials: [askSdJwt()] })];
    const papers = [await present(opened)];
    const state = opened.request.state ?? '';
    const clear = await send(opened.request, { vp_token: JSON.stringify({ papers }), state });
    expect(clear).toMatchObject({ status: 400, body: { code: 'ERR_SESSION_RESPONSE_MODE' } });
    const foreign = await post(
      { ...opened, request: { ...other.request, response_uri: opened.request.response_uri } },
      { papers },
    );
    expect(foreign).toMatchObject({ status: 400, body: { code: 'ERR_SESSION_ANSWER_UNREADABLE' } });
    for (const response of ['', 'a.b.c.d.e', 'A'.repeat(150_000)]) {
      const refused = await send(opened.request, { response });
      expect(refused).toMatchObject({ status: 400, body: { code: 'ERR_SESSION_ANSWER_UNREADABLE' } });
      expect(refused.type).toContain('application/problem+json');
      expect(JSON.stringify(refused.body)).not.toContain('AAAA');
    }
    expect((await read(opened)).state).toBe('fetched');
  });

  it('a wallet’s error is taken with 200 and ends the session', async () => {
    const opened = await open({ credentials: [askSdJwt()], returnUrl: `${ORIGIN}/done` });
    const state = opened.request.state ?? '';
    const foreign = await send(opened.request, { error: 'access_denied', state: 'B'.repeat(32) });
    expect(foreign).toMatchObject({ status: 400, body: { code: 'ERR_SESSION_STATE_MISMATCH' } });
    const declined = await send(opened.request, { error: 'access_denied', error_description: 'no', state });
    expect(declined).toEqual({
      status: 200,
      type: expect.any(String) as string,
      body: { redirect_uri: `${ORIGIN}/done` },
    });
    expect((await read(opened)).state).toBe('declined');
  });

  it('what another device presented is given against its response code alone', async () => {
    const opened = await open({ credentials: [askSdJwt()], returnUrl: `${ORIGIN}/done` });
    const { body } = await post(opened, { papers: [await present(opened)] });
    const code = String(body.redirect_uri).split('#response_code=')[1] ?? '';
    expect(code).toMatch(/^[\w-]{32}$/);
    expect(await read(opened)).not.toHaveProperty('credentials');
    const other = await open({ credentials: [askSdJwt()], returnUrl: `${ORIGIN}/done` });
    const headers = { 'postern-response-code': code, 'postern-result-key': other.resultKey };
    expect(await api(`/v1/sessions/${other.sessionId}`, { headers })).toMatchObject({
      status: 403,
      body: { code: 'ERR_SESSION_RESPONSE_CODE' },
    });
    expect((await read(opened, { 'postern-response-code': code })).credentials).toHaveLength(1);
  });

  it('neither session nor claims are another protocol’s, whatever keys it shows', async () => {
    const opened = await open({ credentials: [askSdJwt()] });
    await post(opened, { papers: [await present(opened)] });
    const headers = { authorization: `Bearer ${world.apiKeys.foreign}`, 'postern-result-key': opened.resultKey };
    expect((await api(`/v1/sessions/${opened.sessionId}`, { headers })).status).toBe(404);
    expect((await api(`/v1/sessions/${opened.sessionId}/digital-credential`, { headers })).status).toBe(404);
    expect((await read(opened)).credentials).toHaveLength(1);
  });

  it('what cannot be asked is refused when the session is opened', async () => {
    const ask = (body: unknown) => api('/v1/sessions', { method: 'POST', body: JSON.stringify(body) });
    for (const [body, status, code] of [
      [{}, 400, 'ERR_REQUEST_INVALID'],
      [{ policyId: world.policyId, clientIdPrefix: 'redirect_uri' }, 422, 'ERR_SESSION_CLIENT_ID'],
      [{ credentials: [{ ...askSdJwt(), id: 'kyc' }] }, 400, 'ERR_REQUEST_INVALID'],
      [{ credentials: [askSdJwt(), askSdJwt()] }, 422, 'ERR_SESSION_ASK_MALFORMED'],
      [{ credentials: [askSdJwt()], accept: [['other']] }, 422, 'ERR_SESSION_ASK_MALFORMED'],
      [{ credentials: [{ ...askSdJwt(), claimSets: [['a']] }] }, 422, 'ERR_SESSION_ASK_MALFORMED'],
      [{ credentials: [{ ...askSdJwt(), issuers: ['did:web:evil.example'] }] }, 422, 'ERR_SESSION_ISSUER_UNTRUSTED'],
    ] as const) {
      expect(await ask(body)).toMatchObject({ status, body: { code } });
    }
  });
});

describe('the Digital Credentials API', () => {
  const submission = (origin: string, data: JsonObject) =>
    JSON.stringify({ protocol: 'openid4vp-v1-unsigned', origin, data });

  it('gives requests for the page and takes its answer, made for the page’s origin', async () => {
    const opened = await open({ credentials: [askSdJwt()] });
    const path = `/v1/sessions/${opened.sessionId}/digital-credential`;
    const { body } = await api(path);
    const [signed, unsigned] = (body as { requests: { protocol: string; data: Record<string, unknown> }[] }).requests;
    expect(signed?.protocol).toBe('openid4vp-v1-signed');
    const request = zAuthorizationRequest.parse(unsigned?.data);
    expect(request).toMatchObject({ response_mode: 'dc_api.jwt' });

    const [key] = request.client_metadata?.jwks?.keys ?? [];
    const { kty, crv, x, y, kid } = key as { kty: 'EC'; crv: 'P-256'; x: string; y: string; kid: string };
    const encrypt = async (audience: string) => {
      const token = await issuer.issueSdJwt(holder.publicJwk, 90);
      const papers = [await holder.presentSdJwt(token, { audience, nonce: request.nonce })];
      const payload = { vp_token: { papers } };
      return { response: await encryptCompactJwe({ payload, recipient: { kty, crv, x, y, kid }, enc: 'A128GCM' }) };
    };
    const hand = async (origin: string, audience: string) =>
      api(path, { method: 'POST', body: submission(origin, await encrypt(audience)) });
    expect(await hand('http://localhost:4107', 'origin:http://localhost:4107')).toMatchObject({
      status: 403,
      body: { code: 'ERR_SESSION_ORIGIN' },
    });
    for (const audience of [opened.request.client_id ?? '', ORIGIN, 'origin:https://evil.example']) {
      expect(await hand(ORIGIN, audience)).toMatchObject({ status: 400, body: { code: 'ERR_PRESENTATION_AUDIENCE' } });
    }
    expect((await hand(ORIGIN, `origin:${ORIGIN}`)).status).toBe(204);
    expect((await hand(ORIGIN, `origin:${ORIGIN}`)).status).toBe(409);
    expect((await read(opened)).credentials).toHaveLength(1);
  });
});
