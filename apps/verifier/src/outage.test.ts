import { listRoutes, type OwnDatabase, startAnvil, startOwnDatabase } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

/** Longer than any answer may take while something is away. */
const AT_ONCE_MS = 12_000;
let database: OwnDatabase;
let world: VerifierWorld;

beforeAll(async () => {
  database = await startOwnDatabase({ schema: 'verifier' });
  world = await startVerifierWorld({ port: 18_985, databaseUrl: database.url });
}, 120_000);
afterAll(async () => {
  await world.stop();
  await database.drop();
});

type Seen = { route: string; status: number; code: unknown; retryAfter: string | null; ms: number };

async function call(method: string, path: string, body: unknown = {}): Promise<Seen> {
  const from = performance.now();
  const response = await fetch(`${world.origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${world.apiKeys.vault}`,
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json') === true;
  const code = isProblem ? (JSON.parse(text) as { code: string }).code : undefined;
  const retryAfter = response.headers.get('retry-after');
  return { route: `${method} ${path}`, status: response.status, code, retryAfter, ms: performance.now() - from };
}

async function callEveryRoute(): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const route of listRoutes(world.container.service.app)) {
    const [method, path] = route.split(' ') as [string, string];
    if (path === '/readyz') continue;
    const filled = path.replaceAll(':protocol', 'demo-vault').replaceAll(/:[A-Za-z]+/g, 'a'.repeat(43));
    seen.push(await call(method, filled));
  }
  return seen;
}

const faultsOf = (seen: readonly Seen[]) =>
  seen.filter(
    ({ status, code, retryAfter, ms }) =>
      status === 500 || ms > AT_ONCE_MS || (status === 503 && (code === undefined || !(Number(retryAfter) > 0))),
  );

const newSession = () => ({ policyId: world.policyId, account: world.accounts.holder });

describe('while the database is away', () => {
  it('every route answers at once, none with 500, and goes on when it is back', async () => {
    expect((await call('POST', '/v1/sessions', newSession())).status).toBe(201);
    await database.goAway();
    const seen = await callEveryRoute();
    expect(seen.length).toBeGreaterThan(15);
    expect(faultsOf(seen)).toEqual([]);
    for (const path of ['/v1/protocol', '/v1/sessions', '/p/demo-vault/did.json']) {
      expect(await call('GET', path)).toMatchObject({ status: 503, code: 'ERR_DATABASE_UNAVAILABLE' });
    }
    await database.comeBack();
    await expect
      .poll(async () => (await call('POST', '/v1/sessions', newSession())).status, { timeout: 10_000 })
      .toBe(201);
  }, 120_000);
});

describe('while the chain is away', () => {
  it('what asks it says so at once, everything else goes on, and it heals by itself', async () => {
    const access = `/v1/access?policyId=${world.policyId}&account=${world.accounts.holder}`;
    expect((await call('GET', access)).status).toBe(200);
    const port = Number(new URL(world.chain.url).port);
    await world.chain.stop();
    expect(faultsOf(await callEveryRoute())).toEqual([]);
    expect(await call('GET', access)).toMatchObject({ status: 503, code: 'ERR_CHAIN_UNAVAILABLE' });
    expect((await call('GET', '/v1/sessions')).status).toBe(200);
    const another = await startAnvil({ port });
    try {
      await expect
        .poll(async () => (await (await fetch(`${world.origin}/readyz`)).json()) as unknown, { timeout: 20_000 })
        .toMatchObject({ checks: { chain: 'ok' } });
    } finally {
      await another.stop();
    }
  }, 120_000);
});
