import { describe, expect, it } from 'vitest';

import { createVerifierClient } from './create-verifier-client.ts';

const POLICY_ID = `0x${'ab'.repeat(32)}`;
const ACCOUNT = `0x${'cd'.repeat(20)}`;

/** A verifier that answers once and remembers what it was asked. */
function answer(status: number, body: string) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = ((url: URL, init: RequestInit) => {
    asked.push({ url: url.href, init });
    return Promise.resolve(new Response(status === 204 ? null : body, { status }));
  }) as typeof globalThis.fetch;
  return { asked, client: createVerifierClient({ baseUrl: 'http://verifier.test', apiKey: 'key', fetch }) };
}

const OPENED = {
  sessionId: 's1',
  walletUrl: 'http://wallet.test/present',
  requestUri: 'http://verifier.test/r/1',
  clientId: 'decentralized_identifier:did:web:verifier.test',
  expiresAt: 1_800_000_000,
};

describe('createVerifierClient', () => {
  it('opens a session with the key in the header only', async () => {
    const { client, asked } = answer(201, JSON.stringify(OPENED));
    expect(await client.createSession({ policyId: POLICY_ID, account: ACCOUNT })).toEqual(OPENED);
    expect(asked[0]?.url).toBe('http://verifier.test/v1/sessions');
    expect(asked[0]?.init).toMatchObject({ method: 'POST', headers: { authorization: 'Bearer key' } });
  });

  it('asks for a proof to the session alone, and reads who proved', async () => {
    const proven = { subject: 's'.repeat(43), until: 1_800_057_600 };
    const session = { sessionId: 's1', state: 'verified', policyId: POLICY_ID, createdAt: 1, expiresAt: 2, proven };
    const opening = answer(201, JSON.stringify(OPENED));
    await opening.client.createSession({ policyId: POLICY_ID });
    expect(opening.asked[0]?.init.body).toBe(JSON.stringify({ policyId: POLICY_ID }));
    const { client } = answer(200, JSON.stringify(session));
    expect((await client.getSession({ sessionId: 's1', responseCode: 'rc' })).proven).toEqual(proven);
    const half = answer(200, JSON.stringify({ ...session, proven: { subject: 'short', until: 1 } }));
    await expect(half.client.getSession({ sessionId: 's1' })).rejects.toMatchObject({ code: 'ERR_VERIFIER_ANSWER' });
  });

  it('asks for access', async () => {
    const { client, asked } = answer(200, JSON.stringify({ policyId: POLICY_ID, account: ACCOUNT, admitted: true }));
    expect(await client.checkAccess({ policyId: POLICY_ID, account: ACCOUNT })).toMatchObject({ admitted: true });
    expect(asked[0]?.url).toBe(`http://verifier.test/v1/access?policyId=${POLICY_ID}&account=${ACCOUNT}`);
  });

  it('cannot be led to another path by a session id', async () => {
    const { client, asked } = answer(404, '{}');
    await expect(client.getSession({ sessionId: '../keys?x' })).rejects.toMatchObject({ code: 'ERR_VERIFIER_REFUSED' });
    expect(asked[0]?.url).toBe('http://verifier.test/v1/sessions/..%2Fkeys%3Fx');
  });

  it('sends result key and response code in headers, never in the address', async () => {
    const session = { sessionId: 's1', state: 'verified', createdAt: 1, expiresAt: 2, answered: ['papers'] };
    const { client, asked } = answer(200, JSON.stringify(session));
    expect(await client.getSession({ sessionId: 's1', resultKey: 'rk', responseCode: 'rc' })).toEqual(session);
    expect(asked[0]?.url).toBe('http://verifier.test/v1/sessions/s1');
    expect(asked[0]?.init.headers).toMatchObject({ 'postern-result-key': 'rk', 'postern-response-code': 'rc' });
    await client.getSession({ sessionId: 's1' });
    expect(asked[1]?.init.headers).not.toHaveProperty('postern-result-key');
  });

  it('hands in an answer of the Digital Credentials API', async () => {
    const { client, asked } = answer(204, '');
    const submission = { protocol: 'openid4vp-v1-unsigned' as const, origin: 'https://app.test', data: {} };
    await expect(client.submitDigitalCredential({ sessionId: 's1', submission })).resolves.toBeUndefined();
    expect(asked[0]?.url).toBe('http://verifier.test/v1/sessions/s1/digital-credential');
    const refused = answer(403, JSON.stringify({ title: 'No', status: 403, code: 'ERR_SESSION_ORIGIN' }));
    await expect(refused.client.submitDigitalCredential({ sessionId: 's1', submission })).rejects.toMatchObject({
      details: { problem: 'ERR_SESSION_ORIGIN' },
    });
  });

  it('passes on the code of a refusal', async () => {
    const { client } = answer(401, JSON.stringify({ title: 'No', status: 401, code: 'ERR_API_KEY' }));
    await expect(client.getSession({ sessionId: 's1' })).rejects.toMatchObject({
      code: 'ERR_VERIFIER_REFUSED',
      details: { status: 401, problem: 'ERR_API_KEY' },
    });
  });

  it('refuses an answer of another form', async () => {
    const { client } = answer(200, '<html>');
    await expect(client.getSession({ sessionId: 's1' })).rejects.toMatchObject({ code: 'ERR_VERIFIER_ANSWER' });
  });

  it('says so when nobody answers', async () => {
    const fetch = (() => Promise.reject(new TypeError('failed'))) as typeof globalThis.fetch;
    const client = createVerifierClient({ baseUrl: 'http://verifier.test', apiKey: 'key', fetch });
    await expect(client.getSession({ sessionId: 's1' })).rejects.toMatchObject({ code: 'ERR_VERIFIER_UNREACHABLE' });
  });
});
