import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

let world: VerifierWorld;
let second: string;

beforeAll(async () => {
  const trust = { trustedIssuers: ['https://bank.example'], trustAnchors: [] };
  world = await startVerifierWorld({ port: 18_794, trust });
  second = await world.startSecond(18_795);
}, 180_000);
afterAll(() => world.stop());

const PAPERS = { id: 'papers', format: 'dc+sd-jwt', types: ['urn:x'], claims: [{ path: ['given_name'] }] };

async function open(key: string | undefined, options: { json?: object; apiKey?: string; origin?: string } = {}) {
  const { json = { credentials: [PAPERS] }, apiKey = world.apiKeys.vault, origin = world.origin } = options;
  const response = await fetch(`${origin}/v1/sessions`, {
    method: 'POST',
    body: JSON.stringify(json),
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('POST /v1/sessions with an Idempotency-Key', () => {
  it('opens one session for equal requests, in parallel and over two processes, with one result key', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        open('order-4711-first-try', { origin: index % 2 === 0 ? world.origin : second }),
      ),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { resultKey: expect.any(String) } });
    expect(await open('order-4711-first-try')).toEqual(answers[0]);
  });

  it('refuses the key with another request, and knows no key of another protocol', async () => {
    const first = await open('order-4712-first-try');
    const other = { policyId: world.policyId, account: world.accounts.holder };
    expect(await open('order-4712-first-try', { json: other })).toMatchObject({
      status: 422,
      body: { code: 'ERR_IDEMPOTENCY_KEY_REUSED' },
    });
    const foreign = await open('order-4712-first-try', { apiKey: world.apiKeys.foreign });
    expect(foreign.status).toBe(201);
    expect(foreign.body.sessionId).not.toBe(first.body.sessionId);
  });

  it('keeps no answer of a request that was refused', async () => {
    const unknown = { policyId: `0x${'7'.repeat(64)}`, account: world.accounts.holder };
    expect((await open('order-4713-first-try', { json: unknown })).status).toBe(422);
    expect((await open('order-4713-first-try')).status).toBe(201);
  });

  it('opens a session each time without a key, and refuses what is no key', async () => {
    const [one, two] = [await open(undefined), await open(undefined)];
    expect(one.body.sessionId).not.toBe(two.body.sessionId);
    expect(await open('short')).toMatchObject({ status: 400, body: { code: 'ERR_REQUEST_INVALID' } });
  });
});
