import { resolveDid, selectDidKey, verifyCompactJws, verifyDidConfiguration } from '@postern/credential';
import { admit, readIsAdmitted } from '@postern/contracts';
import { type Presentation, toSolidityProof } from '@postern/proof/verify';
import {
  type AuthorizationRequest,
  type Session,
  zAuthorizationRequest,
  zSession,
  zVerifierMetadata,
} from '@postern/protocol';
import type { Address, Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Answer, createCaller } from './test-support/create-caller.ts';
import { proveToSession } from './test-support/prove-to-session.ts';
import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

let world: VerifierWorld;
let presentation: Presentation;

beforeAll(async () => {
  world = await startVerifierWorld({ port: 19_004 });
  presentation = await world.prove();
}, 120_000);
afterAll(() => world?.stop());

const { call, postJson } = createCaller(() => world);

const fetchText = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};

type OpenSession = { sessionId: string; request: AuthorizationRequest };

/** As the protocol and then the wallet do it: open, fetch the request, check its signature under the DID. */
async function openSession(
  options: { policyId?: string; account?: string | null; returnUrl?: string; encrypted?: boolean } = {},
): Promise<OpenSession> {
  const { policyId = world.policyId, account = world.accounts.holder, ...rest } = options;
  const created = await postJson('/v1/sessions', { policyId, ...(account !== null && { account }), ...rest });
  expect(created.status).toBe(201);
  const { sessionId, requestUri, clientId } = created.body as Record<string, string>;
  const jws = await call(requestUri ?? '', {}, null);
  expect(jws.headers.get('content-type')).toBe('application/oauth-authz-req+jwt');
  const did = (clientId ?? '').replace('decentralized_identifier:', '');
  const resolved = await resolveDid({ did, fetchText, allowLoopbackHttp: true });
  const publicJwk = selectDidKey({ resolved, kid: `${did}#key-1` });
  const { payload } = await verifyCompactJws({
    jws: String(jws.body.text),
    publicJwk,
    typ: 'oauth-authz-req+jwt',
  });
  return { sessionId: sessionId ?? '', request: zAuthorizationRequest.parse(payload) };
}

function answer(request: AuthorizationRequest, given: unknown, state = request.state ?? ''): Promise<Answer> {
  const body = new URLSearchParams({ vp_token: JSON.stringify({ kyc: [given] }), state });
  return call(request.response_uri ?? '', { method: 'POST', body }, null);
}

async function readSession(sessionId: string): Promise<Session> {
  return zSession.parse((await call(`/v1/sessions/${sessionId}`)).body);
}

describe('a session that asks without an account', () => {
  const ask = { account: null, encrypted: true } as const;

  async function prove(request: AuthorizationRequest) {
    const { given, encrypt } = await proveToSession({ request, world });
    const send = async (proof: Presentation) =>
      call(request.response_uri ?? '', { method: 'POST', body: await encrypt(proof) }, null);
    return { given, send };
  }

  it('takes a real proof to itself once, and gives a pseudonym for it', { timeout: 60_000 }, async () => {
    const [opened, again] = [await openSession(ask), await openSession(ask)];
    expect(opened.request.dcql_query.credentials[0]?.meta).not.toHaveProperty('account');
    const { given, send } = await prove(opened.request);
    const { send: sendAgain, given: givenAgain } = await prove(again.request);
    const replayed = await sendAgain(given);
    expect([replayed.status, replayed.body.code]).toEqual([400, 'ERR_PRESENTATION_OTHER_SESSION']);
    expect((await send(presentation)).body.code).toBe('ERR_PRESENTATION_OTHER_SCOPE');
    expect((await send(given)).status).toBe(200);
    expect((await send(given)).body.code).toBe('ERR_SESSION_CLOSED');
    const session = await readSession(opened.sessionId);
    expect(session).toMatchObject({ state: 'verified', proven: { until: Number(given.publicSignals[7]) } });
    expect(session).not.toHaveProperty('presentation');
    expect(JSON.stringify(session)).not.toContain(given.publicSignals[0]);

    expect((await sendAgain(givenAgain)).status).toBe(200);
    expect((await readSession(again.sessionId)).proven).toEqual(session.proven);
    expect(given.publicSignals[0]).not.toBe(presentation.publicSignals[0]);
  });

  it('and its proof opens no gate: one for an account is asked with the account', { timeout: 60_000 }, async () => {
    const { request } = await openSession();
    const session = await openSession(ask);
    const { given } = await prove(session.request);
    expect((await answer(request, given)).body.code).toBe('ERR_PRESENTATION_OTHER_SCOPE');
    const { proof, signals } = toSolidityProof(given);
    const admission = { policyId: world.policyId as Hex, account: world.accounts.holder as Address, proof, signals };
    const { chain, deployment } = world;
    const clients = { walletClient: chain.createWallet(5), publicClient: chain.publicClient };
    await expect(admit({ ...clients, passRegistry: deployment.passRegistry, admission })).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_PASS_REGISTRY_(ACCOUNT|SCOPE)_MISMATCH$/),
    });
  });
});

describe('a session', () => {
  it('takes a real proof, which the contract then admits', async () => {
    const { sessionId, request } = await openSession({ returnUrl: 'http://localhost:4106/done' });
    expect(request).toMatchObject({ aud: 'https://self-issued.me/v2', response_mode: 'direct_post' });
    expect(request.dcql_query.credentials[0]?.meta).toEqual({
      policyId: world.policyId,
      chainId: 31_337,
      registry: world.deployment.passRegistry,
      account: world.accounts.holder,
    });
    expect((await readSession(sessionId)).state).toBe('fetched');

    const answered = await answer(request, presentation);
    expect(answered.status).toBe(200);
    const code = /^http:\/\/localhost:4106\/done#response_code=([\w-]{22,})$/.exec(
      String(answered.body.redirect_uri),
    )?.[1];
    expect(code).toBeDefined();

    const withheld = await readSession(sessionId);
    expect(withheld.state).toBe('verified');
    expect(withheld).not.toHaveProperty('presentation');
    const withCode = (value: string) =>
      call(`/v1/sessions/${sessionId}`, { headers: { 'postern-response-code': value } });
    expect((await withCode(code ?? '')).body).toMatchObject({ state: 'verified', presentation });
    expect((await withCode('of-somebody-else')).body.code).toBe('ERR_SESSION_RESPONSE_CODE');

    const { proof, signals } = toSolidityProof(presentation);
    await admit({
      walletClient: world.chain.createWallet(5),
      publicClient: world.chain.publicClient,
      passRegistry: world.deployment.passRegistry,
      admission: {
        policyId: world.policyId as Hex,
        account: world.accounts.holder as Address,
        proof,
        signals,
      },
    });
    const access = await call(`/v1/access?policyId=${world.policyId}&account=${world.accounts.holder}`);
    expect(access.body).toMatchObject({ admitted: true });
    const { passRegistry } = world.deployment;
    const [policyId, account] = [world.policyId as Hex, world.accounts.other as Address];
    expect(await readIsAdmitted({ client: world.chain.publicClient, passRegistry, policyId, account })).toBe(false);
    const refused = await call(`/v1/access?policyId=${policyId}&account=${account}`);
    expect(refused.body).toMatchObject({ admitted: false, denial: { code: 'ERR_PASS_NONE' } });
  });

  it('counts one answer: a replayed one and one of two at once are refused', async () => {
    const { sessionId, request } = await openSession();
    const answers = await Promise.all([answer(request, presentation), answer(request, presentation)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const replayed = await answer(request, presentation);
    expect(replayed).toMatchObject({ status: 409, body: { code: 'ERR_SESSION_CLOSED' } });
    expect((await readSession(sessionId)).state).toBe('verified');
  });

  it('keeps the reason of a refusal and takes a better answer afterwards', async () => {
    const { sessionId, request } = await openSession();
    const signals = presentation.publicSignals;
    const tampered = { ...presentation, publicSignals: signals.with(7, String(Number(signals[7]) + 86_400)) };
    const refused = await answer(request, tampered);
    expect(refused).toMatchObject({ status: 400, body: { code: 'ERR_PRESENTATION_PROOF_INVALID' } });
    const session = await readSession(sessionId);
    expect(session).toMatchObject({ state: 'refused', denial: { code: 'ERR_PRESENTATION_PROOF_INVALID' } });
    expect(session.presentation).toBeUndefined();
    for (const signal of signals.filter((text) => text.length > 20)) {
      expect(JSON.stringify(session)).not.toContain(signal);
    }
    expect((await answer(request, presentation)).status).toBe(200);
    const verified = await readSession(sessionId);
    expect(verified.state).toBe('verified');
    expect(verified.denial).toBeUndefined();
  });

  it('gives no access when snarkjs does not take what it took itself: our fault, and no verdict on the proof', async () => {
    const { sessionId, request } = await openSession();
    const { verdicts } = world.seconds;
    const asked = verdicts.length;
    world.seconds.disagreeing = 1;
    const refused = { status: 503, body: { code: 'ERR_VERIFIER_SECOND_OPINION' } };
    expect(await answer(request, presentation)).toMatchObject(refused);
    expect((await readSession(sessionId)).state).toBe('fetched');
    expect((await answer(request, presentation)).status).toBe(200);
    expect(verdicts.slice(asked).map(([, agreed]) => agreed)).toEqual([false, true]);
  });

  it('refuses a proof with points that are not on the curve as false, not as our fault', async () => {
    const { request } = await openSession();
    const proof = { ...presentation.proof, a: ['1', '1'] };
    expect((await answer(request, { ...presentation, proof })).body.code).toBe('ERR_PRESENTATION_PROOF_INVALID');
    const zero = {
      a: ['0', '0'],
      b: [
        ['0', '0'],
        ['0', '0'],
      ],
      c: ['0', '0'],
    };
    expect((await answer(request, { ...presentation, proof: zero })).status).toBe(400);
  });

  it('refuses a proof bound to another account', async () => {
    const { sessionId, request } = await openSession({ account: world.accounts.other });
    expect((await answer(request, presentation)).body.code).toBe('ERR_PRESENTATION_OTHER_ACCOUNT');
    expect((await readSession(sessionId)).denial?.code).toBe('ERR_PRESENTATION_OTHER_ACCOUNT');
  });

  it('refuses a proof of another policy', async () => {
    const { request } = await openSession({ policyId: world.otherPolicyId });
    expect((await answer(request, presentation)).body.code).toBe('ERR_PRESENTATION_OTHER_POLICY');
  });

  it('writes nothing for an answer with a foreign state', async () => {
    const { sessionId, request } = await openSession();
    const foreign = await answer(request, presentation, 'A'.repeat(32));
    expect(foreign).toMatchObject({ status: 400, body: { code: 'ERR_SESSION_STATE_MISMATCH' } });
    expect((await readSession(sessionId)).state).toBe('fetched');
  });

  it('refuses an answer without the one presentation asked for', async () => {
    const { request } = await openSession();
    const cases = [
      ['{}', 'ERR_PRESENTATION_MALFORMED'],
      ['{"kyc":[]}', 'ERR_PRESENTATION_MALFORMED'],
      ['{"kyc":[{}],"kyc":[{}]}', 'ERR_PRESENTATION_MALFORMED'],
      ['not json', 'ERR_PRESENTATION_MALFORMED'],
      ['{"kyc":"text"}', 'ERR_PRESENTATION_MALFORMED'],
      ['{"other":[{}]}', 'ERR_PRESENTATION_QUERY_UNKNOWN'],
      ['{"kyc":[{},{}]}', 'ERR_PRESENTATION_TOO_MANY'],
    ];
    for (const [token = '', code] of cases) {
      const body = new URLSearchParams({ vp_token: token, state: request.state ?? '' });
      const refused = await call(request.response_uri ?? '', { method: 'POST', body }, null);
      expect(refused).toMatchObject({ status: 400, body: { code } });
    }
  });

  it('ends when the person says no', async () => {
    const { sessionId, request } = await openSession();
    const body = new URLSearchParams({ error: 'access_denied', state: request.state ?? '' });
    expect((await call(request.response_uri ?? '', { method: 'POST', body }, null)).status).toBe(200);
    expect((await readSession(sessionId)).state).toBe('declined');
    expect((await answer(request, presentation)).body.code).toBe('ERR_SESSION_CLOSED');
  });

  it('is invisible to another protocol', async () => {
    const { sessionId, request } = await openSession();
    const foreign = await call(`/v1/sessions/${sessionId}`, {}, world.apiKeys.foreign);
    expect(foreign).toMatchObject({ status: 404, body: { code: 'ERR_SESSION_NOT_FOUND' } });
    const requestPath = new URL(request.response_uri ?? '').pathname.replace('responses', 'requests');
    expect((await call(requestPath.replace('demo-vault', 'foreign'), {}, null)).status).toBe(404);
    expect((await call('/v1/sessions', {}, world.apiKeys.foreign)).body).toEqual({ sessions: [] });
  });
});

describe('the protocol API', () => {
  it('asks for a known API key', async () => {
    for (const key of [null, 'unknown-key-0123456789ab']) {
      expect(await call('/v1/protocol', {}, key)).toMatchObject({ status: 401, body: { code: 'ERR_API_KEY_INVALID' } });
    }
  });

  it('tells a protocol its policies in sentences', async () => {
    const { status, body } = await call('/v1/protocol');
    expect(status).toBe(200);
    expect(body).toMatchObject({ slug: 'demo-vault', policies: [{ policyId: world.policyId, maxProofAge: 3600 }, {}] });
    expect(JSON.stringify(body)).toContain('Aurora Bank');
  });

  it('compiles a draft, and says why another does not compile', async () => {
    const compiled = await postJson('/v1/policies/compile', { policy: { age: { atLeast: 21 }, issuers: [1] } });
    expect(compiled.status).toBe(200);
    expect(compiled.body.sentences).toHaveLength(3);
    const refused = await postJson('/v1/policies/compile', { policy: { age: { atLeast: 200 }, issuers: [1] } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'ERR_POLICY_MALFORMED' } });
  });

  it('opens no session for a policy or a return address that is not the protocol’s', async () => {
    const account = world.accounts.holder;
    const foreignPolicy = await postJson('/v1/sessions', { policyId: `0x${'11'.repeat(32)}`, account });
    expect(foreignPolicy).toMatchObject({ status: 422, body: { code: 'ERR_SESSION_POLICY_UNKNOWN' } });
    const foreignUrl = await postJson('/v1/sessions', {
      policyId: world.policyId,
      account,
      returnUrl: 'https://evil.example/',
    });
    expect(foreignUrl).toMatchObject({ status: 422, body: { code: 'ERR_SESSION_RETURN_URL' } });
  });

  it('is ready when database, chain and verification key are', async () => {
    const ready = await call('/readyz', {}, null);
    expect(ready).toMatchObject({
      status: 200,
      body: { checks: { database: 'ok', chain: 'ok', verificationKey: 'ok' } },
    });
  });
});

describe('public documents', () => {
  it('link the origin to its protocols’ DIDs', async () => {
    const { body, headers } = await call('/.well-known/did-configuration.json', {}, null);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    for (const slug of ['demo-vault', 'foreign']) {
      const did = `did:web:localhost%3A19004:p:${slug}`;
      const resolve = (asked: string) => resolveDid({ did: asked, fetchText, allowLoopbackHttp: true });
      const clock = { now: () => Math.floor(Date.now() / 1000) };
      const linked = { text: JSON.stringify(body), did, origin: world.origin, resolveDid: resolve, clock };
      await expect(verifyDidConfiguration(linked)).resolves.toBeUndefined();
      await expect(verifyDidConfiguration({ ...linked, origin: 'http://localhost:4106' })).rejects.toMatchObject({
        code: 'ERR_DID_CONFIGURATION_NOT_LINKED',
      });
    }
  });

  it('link a protocol’s own origin for it to serve, and no foreign one', async () => {
    const own = await call('/v1/protocol/did-configuration?origin=http://localhost:4106');
    expect(own.body.linked_dids).toHaveLength(1);
    const foreign = await call('/v1/protocol/did-configuration?origin=https://evil.example');
    expect(foreign).toMatchObject({ status: 403, body: { code: 'ERR_SESSION_ORIGIN' } });
    expect((await call('/v1/protocol/did-configuration?origin=http://localhost:4106', {}, null)).status).toBe(401);
  });

  it('say what a protocol’s names and abilities are', async () => {
    const { body } = await call('/p/demo-vault/metadata', {}, null);
    expect(zVerifierMetadata.parse(body).client_ids).toHaveLength(3);
    expect((await call('/p/nobody/metadata', {}, null)).status).toBe(404);
  });

  it('answer scripts of any page, and the protocol API those of none', async () => {
    const preflight = { method: 'OPTIONS', headers: { origin: 'https://wallet.example' } };
    for (const path of [
      '/p/demo-vault/responses/x',
      '/p/demo-vault/requests/x',
      '/.well-known/did-configuration.json',
    ]) {
      const { status, headers } = await call(path, preflight, null);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    const api = await call('/v1/sessions', { headers: { origin: 'https://wallet.example' } });
    expect(api.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('time', () => {
  const moveChain = async (seconds: number) => {
    await world.chain.testClient.increaseTime({ seconds });
    await world.chain.testClient.mine({ blocks: 1 });
  };

  it('refuses a proof from a root that was superseded longer ago than the grace', async () => {
    const first = await openSession({ account: null, encrypted: true });
    const { given, encrypt } = await proveToSession({ request: first.request, world });
    await world.changeRoot();
    const within = await openSession();
    expect((await answer(within.request, presentation)).status).toBe(200);
    const { proofStatus } = await readSession(within.sessionId);
    expect(proofStatus).toEqual({ asOf: expect.any(Number) as number, age: expect.any(Number) as number, bound: 756 });
    // A session has no pass before it, so the shorter first grace holds; the holder's account, admitted above, has one to renew.
    await moveChain(310);
    const toSession = { method: 'POST', body: await encrypt(given) };
    const tooLate = await call(first.request.response_uri ?? '', toSession, null);
    expect(tooLate).toMatchObject({ status: 403, body: { code: 'ERR_POLICY_ROOT_SUPERSEDED' } });
    expect((await answer((await openSession()).request, presentation)).status).toBe(200);
    await moveChain(400);
    const { sessionId, request } = await openSession();
    const refused = await answer(request, presentation);
    expect(refused).toMatchObject({ status: 403, body: { code: 'ERR_POLICY_ROOT_SUPERSEDED' } });
    const { denial } = await readSession(sessionId);
    expect(denial?.since).toBeGreaterThan(0);
  });

  it('refuses an answer to a session that ran out', async () => {
    const { sessionId, request } = await openSession();
    world.advanceServiceClock(601);
    const late = await answer(request, presentation);
    expect(late).toMatchObject({ status: 410, body: { code: 'ERR_SESSION_EXPIRED' } });
    expect((await readSession(sessionId)).state).toBe('expired');
  });
});
