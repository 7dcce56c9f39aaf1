import {
  encryptCompactJwe,
  type JsonObject,
  parseCompactJws,
  resolveDid,
  selectDidKey,
  verifyCompactJws,
} from '@postern/credential';
import { verifyCertificateChain } from '@postern/credential/x509';
import { type AuthorizationRequest, type Session, zAuthorizationRequest, zSession } from '@postern/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createTestHolder, startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

const ORIGIN = 'http://localhost:4106';
let offset = 0;
const clock = () => Math.floor(Date.now() / 1000) + offset;

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

function advance(seconds: number): void {
  offset += seconds;
  world.advanceServiceClock(seconds);
}

const api = async (path: string, init: RequestInit = {}, origin = world.origin) => {
  const headers = { authorization: `Bearer ${world.apiKeys.vault}`, 'content-type': 'application/json' };
  const response = await fetch(new URL(path, origin), { ...init, headers: { ...headers, ...init.headers } });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
};

const SD_JWT = () => ({
  id: 'papers',
  format: 'dc+sd-jwt',
  types: [issuer.vct],
  claims: [{ path: ['given_name'] }, { path: ['nationalities', null], values: ['GB', 'DE'] }],
});
const VC_JWT = () => ({
  id: 'papers',
  format: 'jwt_vc_json',
  types: ['KycPersonCredential'],
  claims: [{ path: ['credentialSubject', 'given_name'] }],
});

type Opened = {
  sessionId: string;
  resultKey: string;
  walletUrl: URL;
  request: AuthorizationRequest;
  header: JsonObject;
};

/** As protocol and wallet do: open, follow the link, fetch the request object. */
async function open(ask: Record<string, unknown>, fetchInit: RequestInit = {}): Promise<Opened> {
  const created = await api('/v1/sessions', { method: 'POST', body: JSON.stringify(ask) });
  expect(created.status).toBe(201);
  const { sessionId, resultKey, walletUrl } = created.body as Record<string, string>;
  const link = new URL(walletUrl ?? '');
  const requestUri = link.searchParams.get('request_uri');
  const common = { sessionId: sessionId ?? '', resultKey: resultKey ?? '', walletUrl: link };
  if (requestUri === null) {
    const { dcql_query, client_metadata, ...texts } = Object.fromEntries(link.searchParams);
    const parsed = {
      ...texts,
      dcql_query: JSON.parse(dcql_query ?? '') as unknown,
      client_metadata: JSON.parse(client_metadata ?? '') as unknown,
    };
    return { ...common, header: {}, request: zAuthorizationRequest.parse(parsed) };
  }
  const response = await fetch(requestUri, fetchInit);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const { header, payload } = parseCompactJws(await response.text());
  return { ...common, header, request: zAuthorizationRequest.parse(payload) };
}

async function present({ request }: Opened, index = 1): Promise<string> {
  const token = await issuer.issueSdJwt(holder.publicJwk, index);
  const { client_id: audience = '', nonce, transaction_data: transactionData = [] } = request;
  return holder.presentSdJwt(token, { audience, nonce, transactionData });
}

async function post({ request }: Opened, vp_token: Record<string, unknown>, origin = world.origin) {
  const [key] = request.client_metadata?.jwks?.keys ?? [];
  const { kty, crv, x, y, kid } = key as { kty: 'EC'; crv: 'P-256'; x: string; y: string; kid: string };
  const payload = { vp_token, state: request.state } as JsonObject;
  const response = await encryptCompactJwe({ payload, recipient: { kty, crv, x, y, kid }, enc: 'A256GCM' });
  return send(request, { response }, origin);
}
async function send(
  { response_uri = '' }: AuthorizationRequest,
  fields: Record<string, string>,
  origin = world.origin,
) {
  const url = new URL(new URL(response_uri).pathname, origin);
  const answered = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return {
    status: answered.status,
    type: answered.headers.get('content-type') ?? '',
    body: (await answered.json()) as Record<string, unknown>,
  };
}
const read = async ({ sessionId, resultKey }: Opened, headers: Record<string, string> = {}): Promise<Session> =>
  zSession.parse(
    (await api(`/v1/sessions/${sessionId}`, { headers: { 'postern-result-key': resultKey, ...headers } })).body,
  );

describe('claims over HTTP', () => {
  it('come from an SD-JWT VC, encrypted, once', async () => {
    const opened = await open({ credentials: [SD_JWT()] });
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
    const opened = await open({ credentials: [VC_JWT()] });
    const jwt = await issuer.issueVcJwt(holder.did, 2);
    const { client_id: audience = '', nonce } = opened.request;
    const given = { papers: [await holder.presentVcJwt(jwt, { audience, nonce })] };
    expect((await post(opened, given)).status).toBe(200);
    expect((await read(opened)).credentials).toMatchObject([{ format: 'jwt_vc_json', issuer: issuer.did }]);
  });

  it.each(['decentralized_identifier', 'x509_san_dns', 'x509_hash'] as const)(
    'are asked under %s, by GET and by POST with the wallet’s nonce',
    async (clientIdPrefix) => {
      const ask = { credentials: [SD_JWT()], clientIdPrefix, requestUriMethod: 'post' };
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
    const opened = await open({ credentials: [SD_JWT()], clientIdPrefix: 'redirect_uri' });
    expect(opened.request.client_id).toBe(`redirect_uri:${opened.request.response_uri}`);
    expect((await post(opened, { papers: [await present(opened)] })).status).toBe(200);
  });

  it('or the policy: one request says both', async () => {
    const policy = { policyId: world.policyId, account: world.accounts.holder };
    const ask = { ...policy, credentials: [SD_JWT()], accept: [['kyc'], ['papers']] };
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
    const opened = await open({ credentials: [SD_JWT()], terms });
    const silent = await present({ ...opened, request: { ...opened.request, transaction_data: undefined } });
    expect((await post(opened, { papers: [silent] })).body.code).toBe('ERR_PRESENTATION_TRANSACTION_MISSING');
    expect((await post(opened, { papers: [await present(opened)] })).status).toBe(200);
  });

  it('of one answer sent to two processes at once, one is taken', async () => {
    for (let round = 0; round < 10; round += 1) {
      const opened = await open({ credentials: [SD_JWT()] });
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

describe('status', () => {
  it('a revocation is seen as soon as the list’s life is over', async () => {
    const before = await open({ credentials: [SD_JWT()] });
    expect((await post(before, { papers: [await present(before, 50)] })).status).toBe(200);
    issuer.state.revoked.add(50);
    issuer.state.suspended.add(51);
    advance(61);
    const revoked = await open({ credentials: [SD_JWT()] });
    expect(await post(revoked, { papers: [await present(revoked, 50)] })).toMatchObject({
      status: 403,
      body: { code: 'ERR_POLICY_CREDENTIAL_REVOKED' },
    });
    expect(await read(revoked)).toMatchObject({ state: 'refused', denial: { code: 'ERR_POLICY_CREDENTIAL_REVOKED' } });
    const suspended = await post(revoked, { papers: [await present(revoked, 51)] });
    expect(suspended.body.code).toBe('ERR_POLICY_CREDENTIAL_SUSPENDED');
    expect((await post(revoked, { papers: [await present(revoked, 52)] })).status).toBe(200);
  });

  it('an index outside the list is a fault of the credential', async () => {
    const opened = await open({ credentials: [SD_JWT()] });
    const refused = await post(opened, { papers: [await present(opened, 2 ** 40)] });
    expect(refused).toMatchObject({ status: 400, body: { code: 'ERR_PRESENTATION_STATUS_REFERENCE' } });
  });

  it('a list that cannot be had decides nothing, and the same answer counts later', async () => {
    advance(61);
    const opened = await open({ credentials: [SD_JWT()] });
    const papers = [await present(opened)];
    issuer.state.down = true;
    const undecided = await post(opened, { papers });
    issuer.state.down = false;
    expect(undecided).toMatchObject({ status: 503, body: { code: 'ERR_STATUS_UNAVAILABLE' } });
    expect(undecided.type).toContain('application/problem+json');
    expect((await read(opened)).state).toBe('fetched');
    advance(11);
    expect((await post(opened, { papers })).status).toBe(200);
  });

  it('lists are fetched whole and kept: two credentials cost one request', async () => {
    advance(61);
    issuer.state.requests.length = 0;
    for (const index of [70, 71]) {
      const opened = await open({ credentials: [SD_JWT()] });
      expect((await post(opened, { papers: [await present(opened, index)] })).status).toBe(200);
    }
    expect(issuer.state.requests.filter((path) => path === '/status/token')).toEqual(['/status/token']);
  });
});

describe('denials', () => {
  it('a presentation for another session, replayed or turned around, is refused', async () => {
    const [one, two] = [await open({ credentials: [SD_JWT()] }), await open({ credentials: [SD_JWT()] })];
    const papers = [await present(one)];
    expect(await post(two, { papers })).toMatchObject({ status: 400, body: { code: 'ERR_PRESENTATION_NONCE' } });
    expect((await post(one, { papers })).status).toBe(200);
    expect(await post(one, { papers })).toMatchObject({ status: 409, body: { code: 'ERR_SESSION_CLOSED' } });
  });

  it('an answer in the clear, to another key, or no JWE at all: 4xx, nothing written, nothing said', async () => {
    const [opened, other] = [await open({ credentials: [SD_JWT()] }), await open({ credentials: [SD_JWT()] })];
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
    const opened = await open({ credentials: [SD_JWT()], returnUrl: `${ORIGIN}/done` });
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
    const opened = await open({ credentials: [SD_JWT()], returnUrl: `${ORIGIN}/done` });
    const { body } = await post(opened, { papers: [await present(opened)] });
    const code = String(body.redirect_uri).split('#response_code=')[1] ?? '';
    expect(code).toMatch(/^[\w-]{32}$/);
    expect(await read(opened)).not.toHaveProperty('credentials');
    const other = await open({ credentials: [SD_JWT()], returnUrl: `${ORIGIN}/done` });
    const headers = { 'postern-response-code': code, 'postern-result-key': other.resultKey };
    expect(await api(`/v1/sessions/${other.sessionId}`, { headers })).toMatchObject({
      status: 403,
      body: { code: 'ERR_SESSION_RESPONSE_CODE' },
    });
    expect((await read(opened, { 'postern-response-code': code })).credentials).toHaveLength(1);
  });

  it('neither session nor claims are another protocol’s, whatever keys it shows', async () => {
    const opened = await open({ credentials: [SD_JWT()] });
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
      [{ credentials: [{ ...SD_JWT(), id: 'kyc' }] }, 400, 'ERR_REQUEST_INVALID'],
      [{ credentials: [SD_JWT(), SD_JWT()] }, 422, 'ERR_SESSION_ASK_MALFORMED'],
      [{ credentials: [SD_JWT()], accept: [['other']] }, 422, 'ERR_SESSION_ASK_MALFORMED'],
      [{ credentials: [{ ...SD_JWT(), claimSets: [['a']] }] }, 422, 'ERR_SESSION_ASK_MALFORMED'],
      [{ credentials: [{ ...SD_JWT(), issuers: ['did:web:evil.example'] }] }, 422, 'ERR_SESSION_ISSUER_UNTRUSTED'],
    ] as const) {
      expect(await ask(body)).toMatchObject({ status, body: { code } });
    }
  });
});

describe('the Digital Credentials API', () => {
  const submission = (origin: string, data: JsonObject) =>
    JSON.stringify({ protocol: 'openid4vp-v1-unsigned', origin, data });

  it('gives requests for the page and takes its answer, made for the page’s origin', async () => {
    const opened = await open({ credentials: [SD_JWT()] });
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
