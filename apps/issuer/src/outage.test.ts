import { listRoutes, type OwnDatabase, startAnvil, startOwnDatabase } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { LAUNCHER_TOKEN, startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { apply, enrolStaff, type TestStaff } from './test-support/test-staff.ts';

/** Longer than any answer may take while something is away. */
const AT_ONCE_MS = 7000;
let database: OwnDatabase;
let host: TestIssuer;
let maker: TestStaff;
let cookie: string;

beforeAll(async () => {
  database = await startOwnDatabase({ schema: 'issuer' });
  host = await startTestIssuer({
    port: 18_980,
    chain: await startAnvil(),
    env: { ISSUER_DATABASE_URL: database.url, ISSUER_RATE_LIMIT_PER_MINUTE: '10000' },
  });
  await host.registerLeaf();
  maker = await enrolStaff(host, 'maker');
  await apply(host);
  const session = await fetch(`${host.url}/staff/demo-sign-in`, {
    method: 'POST',
    body: JSON.stringify({ staffId: 'checker' }),
    headers: { 'content-type': 'application/json', origin: host.portalUrl },
  });
  cookie = (session.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}, 120_000);
afterAll(async () => {
  await host.stop();
  await database.drop();
});

type Seen = { route: string; status: number; code: unknown; retryAfter: string | null; ms: number };

async function call(method: string, path: string): Promise<Seen> {
  const from = performance.now();
  const response = await fetch(`${host.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      cookie,
      origin: host.portalUrl,
      'x-postern-launcher': LAUNCHER_TOKEN,
      authorization: `Bearer ${'a'.repeat(43)}`,
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: '{}' }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json') === true;
  const code = isProblem ? (JSON.parse(text) as { code: string }).code : undefined;
  const ms = performance.now() - from;
  return {
    route: `${method} ${path}`,
    status: response.status,
    code,
    retryAfter: response.headers.get('retry-after'),
    ms,
  };
}

/** Every route of the service with parameters of the right form. */
const everyRoute = () =>
  listRoutes(host.container.service.app)
    .map((route) => route.split(' ') as [method: string, path: string])
    .filter(([, path]) => path !== '/readyz')
    .map(([method, path]) => {
      const filled = path.replaceAll(':tenant', 'demo-bank').replaceAll(':listId', '1');
      const query = path.startsWith('/internal/') ? '?tenant=demo-bank' : '';
      return [method, `${filled.replaceAll(/:[A-Za-z]+/g, 'a'.repeat(43))}${query}`] as const;
    });

/** What cannot be answered without the database, whatever was sent. */
const NEEDS_DATABASE = [
  ['GET', '/.well-known/jwt-vc-issuer/t/demo-bank'],
  ['GET', '/t/demo-bank/did.json'],
  ['GET', '/t/demo-bank/status/token/1'],
  ['POST', '/t/demo-bank/nonce'],
  ['GET', '/t/demo-bank/applications/anything'],
  ['GET', '/staff/session'],
  ['GET', '/staff/cases'],
  ['GET', '/staff/audit'],
  ['GET', '/staff/alarms'],
  ['GET', '/internal/enrolment-links?tenant=demo-bank'],
] as const;

describe('while the database is away', () => {
  it('every route answers at once, none with 500, and goes on when it is back', async () => {
    expect((await maker.get('/cases')).status).toBe(200);
    await database.goAway();
    // What is believed for two seconds without asking is asked again.
    await new Promise((resolve) => {
      setTimeout(resolve, 2500);
    });
    const routes = everyRoute();
    expect(routes.length).toBeGreaterThan(40);
    const seen: Seen[] = [];
    for (const [method, path] of [...routes, ...NEEDS_DATABASE]) seen.push(await call(method, path));
    expect(seen.filter(({ status, ms }) => status === 500 || ms > AT_ONCE_MS)).toEqual([]);
    const outages = seen.filter(({ status }) => status === 503);
    expect(outages.filter(({ code, retryAfter }) => code === undefined || !(Number(retryAfter) > 0))).toEqual([]);
    const told = new Map(seen.map(({ route, code }) => [route, code]));
    for (const [method, path] of NEEDS_DATABASE) {
      expect([path, told.get(`${method} ${path}`)]).toEqual([path, 'ERR_DATABASE_UNAVAILABLE']);
    }
    const ready = await fetch(`${host.url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([503, { checks: { database: 'failed', chain: 'ok' } }]);
    expect((await fetch(`${host.url}/healthz`)).status).toBe(200);

    await database.comeBack();
    await expect.poll(async () => (await call('GET', '/staff/cases')).status, { timeout: 10_000 }).toBe(200);
    expect((await maker.get('/cases')).body.cases).toHaveLength(1);
    await apply(host, { familyName: 'Duarte', document: { ...DOCUMENT, number: 'ZZ 999' } });
  }, 120_000);
});

describe('while the chain is away', () => {
  it('what asks it says so at once, everything else goes on, and it heals by itself', async () => {
    const leaf = '/internal/leaf-registration?tenant=demo-bank';
    expect((await call('GET', leaf)).status).toBe(200);
    const port = Number(new URL(host.chain.url).port);
    await host.chain.stop();
    // A leaf is believed for five seconds.
    await expect.poll(async () => (await call('GET', leaf)).code, { timeout: 15_000 }).toBe('ERR_CHAIN_UNREACHABLE');
    const seen: Seen[] = [];
    for (const [method, path] of everyRoute()) seen.push(await call(method, path));
    expect(seen.filter(({ status, ms }) => status === 500 || ms > AT_ONCE_MS)).toEqual([]);
    expect(await call('GET', leaf)).toMatchObject({ status: 503, retryAfter: expect.any(String) as string });
    expect((await maker.get('/cases')).status).toBe(200);
    for (const path of ['/t/demo-bank/did.json', '/t/demo-bank/status/token/1']) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
    }
    const another = await startAnvil({ port });
    try {
      await expect
        .poll(async () => (await (await fetch(`${host.url}/readyz`)).json()) as unknown, { timeout: 20_000 })
        .toMatchObject({ checks: { chain: 'ok' } });
    } finally {
      await another.stop();
    }
  }, 120_000);
});

const DOCUMENT = { type: 'passport', issuingCountry: 'PT', expiresOn: '2035-05-01' };
