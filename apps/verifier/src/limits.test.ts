import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

let world: VerifierWorld;
let second: string;

beforeAll(async () => {
  world = await startVerifierWorld({
    port: 18_790,
    env: {
      VERIFIER_KEY_QUOTA_PER_MINUTE: '20',
      VERIFIER_SESSION_QUOTA_PER_MINUTE: '4',
      VERIFIER_KEY_GUESSES_PER_MINUTE: '5',
      VERIFIER_RATE_LIMIT_PER_MINUTE: '6',
    },
  });
  second = await world.startSecond(18_791);
}, 180_000);
afterAll(() => world.stop());

const ask = (apiKey: string, path: string, options: { origin?: string; json?: unknown } = {}): Promise<Response> => {
  const { origin = world.origin, json } = options;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  return fetch(`${origin}${path}`, {
    headers,
    ...(json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }),
  });
};
const count = (answers: Response[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;

describe('limits of the API', () => {
  it('hold the sessions that one key opens over two processes, and say so', async () => {
    const json = { policyId: world.policyId, account: world.accounts.holder };
    const answers = await Promise.all(
      Array.from({ length: 7 }, (_, index) =>
        ask(world.apiKeys.vault, '/v1/sessions', { json, origin: index % 2 === 0 ? world.origin : second }),
      ),
    );
    expect([count(answers, 201), count(answers, 429)]).toEqual([4, 3]);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({ status: 429, code: 'ERR_RATE_LIMITED' });
    expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused?.headers.get('ratelimit')).toMatch(/"requests";r=\d+;t=\d+, "sessions";r=0;t=\d+/);
    expect(refused?.headers.get('ratelimit-policy')).toBe('"requests";q=20;w=60, "sessions";q=4;w=60');
    // Another protocol is not held by it.
    expect((await ask(world.apiKeys.foreign, '/v1/sessions', { json })).status).toBe(201);
  });

  it('hold the requests of one key', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(world.apiKeys.vault, '/v1/sessions')));
    expect([count(answers, 200), count(answers, 429)]).toEqual([13, 7]);
    expect((await ask(world.apiKeys.foreign, '/v1/sessions', { origin: second })).status).toBe(200);
  });

  it('hold what one address asks of the addresses for wallets', async () => {
    const url = `${world.origin}/p/demo-vault/requests/unknown`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(url)));
    expect([count(answers, 404), count(answers, 429)]).toEqual([6, 2]);
  });

  it('end guessing of keys: after a few wrong ones a right one is not looked at either', async () => {
    const guesses: Response[] = [];
    for (let guess = 0; guess < 8; guess += 1) {
      const origin = guess % 2 === 0 ? world.origin : second;
      guesses.push(await ask(`guessed-key-of-nobody-${guess}`, '/v1/protocol', { origin }));
    }
    expect([count(guesses, 401), count(guesses, 429)]).toEqual([5, 3]);
    const right = await ask(world.apiKeys.foreign, '/v1/sessions', { origin: second });
    expect(right.status).toBe(429);
    expect(right.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});
