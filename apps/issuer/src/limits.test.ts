import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createHttpService, createLogger, type RunningService, serveWebApp } from '@postern/http-service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { openSecondProcess } from './test-support/test-client.ts';
import { createApplication } from './test-support/test-staff.ts';
import { type Answer, ask } from './test-support/test-wallet.ts';

const MAX = 3;
const PROXY_SECRET = 'secret of portal and issuer';

let host: TestIssuer;
let second: Awaited<ReturnType<typeof openSecondProcess>>;
let portal: RunningService;
let folder: string;

beforeAll(async () => {
  const env = { ISSUER_RATE_LIMIT_PER_MINUTE: String(MAX), ISSUER_PROXY_SECRET: PROXY_SECRET };
  host = await startTestIssuer({ port: 18_780, env });
  second = await openSecondProcess(host, { port: 18_783 });
  folder = await mkdtemp(path.join(tmpdir(), 'postern-portal-'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
  portal = await createHttpService({
    ...{ name: 'portal', logger: createLogger({ name: 'portal', level: 'silent' }) },
    ...{ bodyLimitBytes: false, trustProxy: 'loopback' },
    routes: (router) =>
      router.use(serveWebApp({ distDir: folder, config: {}, apiProxy: host.url, proxySecret: PROXY_SECRET })),
  }).listen({ port: 0, host: '127.0.0.1' });
}, 180_000);
afterAll(async () => {
  await portal.close();
  await second.stop();
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A sign-in through the portal's page server, from an address that a reverse proxy in front of it saw. */
const signIn = (address: string, staffId: string): Promise<Answer> =>
  ask(`http://127.0.0.1:${portal.port}/api/staff/demo-sign-in`, {
    json: { staffId },
    headers: { origin: host.portalUrl, 'x-forwarded-for': address },
  });
const statuses = async (answers: Promise<Answer>[]): Promise<number[]> =>
  (await Promise.all(answers)).map(({ status }) => status);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('limits', () => {
  it('keep one visitor of the portal from locking everybody out', async () => {
    expect((await statuses(times(MAX, () => signIn('203.0.113.7', 'nobody')))).every((status) => status === 401)).toBe(
      true,
    );
    const refused = await signIn('203.0.113.7', 'maker');
    expect(refused).toMatchObject({ status: 429, body: { code: 'ERR_RATE_LIMITED' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"sign-in-address";r=0;t=\d+$/);
    expect(refused.headers.get('ratelimit-policy')).toBe(`"sign-in-address";q=${MAX};w=60`);
    const passed = await signIn('203.0.113.8', 'maker');
    expect(passed.status).toBe(200);
    expect(passed.headers.get('ratelimit')).toContain(`"sign-in-address";r=${MAX - 1}`);
  });

  it('end tries at one account from ever new addresses, and at no other', async () => {
    const tries = await statuses(times(2 * MAX, (index) => signIn(`198.51.100.${index}`, 'unknown-person')));
    expect(tries.every((status) => status === 401)).toBe(true);
    expect((await signIn('198.51.100.99', 'unknown-person')).status).toBe(429);
    expect((await signIn('198.51.100.99', 'checker')).status).toBe(200);
  });

  it('go by no address that a stranger names', async () => {
    const direct = (index: number): Promise<Answer> =>
      ask(`${host.issuer}/applications`, {
        json: createApplication(),
        headers: {
          'x-forwarded-for': `192.0.2.${index}`,
          'postern-client-address': `192.0.2.${index} ${Math.floor(Date.now() / 1000)} ${'A'.repeat(43)}`,
        },
      });
    const answers = await statuses(times(MAX + 2, direct));
    expect(answers.filter((status) => status === 201)).toHaveLength(MAX);
    expect(answers.filter((status) => status === 429)).toHaveLength(2);
  });

  it.each(['nonce', 'token', 'credential', 'deferred', 'notification', 'par'])(
    'hold at the %s endpoint over two processes, told as an OAuth error',
    async (endpoint) => {
      const form = endpoint === 'nonce' ? {} : { grant_type: 'none' };
      const answers = await Promise.all(
        times(MAX + 3, (index) => ask(`${index % 2 === 0 ? host.issuer : second.issuer}/${endpoint}`, { form })),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(3);
      for (const { body, headers } of refused) {
        expect(body).toMatchObject({ error: 'temporarily_unavailable', code: 'ERR_RATE_LIMITED' });
        expect(headers.get('retry-after')).toMatch(/^\d+$/);
        expect(headers.get('ratelimit')).toContain(`"${endpoint}-address";r=0`);
      }
    },
  );
});

describe('an endpoint that reads no body', () => {
  it('takes an empty one under any content type', async () => {
    const types = ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/jwt', 'a; ='];
    for (const [index, type] of types.entries()) {
      // By the portal, so that each try has an address of its own.
      const answer = await fetch(`http://127.0.0.1:${portal.port}/api/t/demo-bank/nonce`, {
        method: 'POST',
        headers: { 'content-type': type, 'x-forwarded-for': `203.0.113.${100 + index}` },
      });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toHaveProperty('c_nonce');
    }
  });

  it('is not the token endpoint: what cannot be read is an OAuth error there', async () => {
    for (const [index, endpoint] of ['token', 'par'].entries()) {
      const answer = await fetch(`http://127.0.0.1:${portal.port}/api/t/demo-bank/${endpoint}`, {
        method: 'POST',
        body: '{"grant_type":',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${120 + index}` },
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: 'invalid_request', code: 'ERR_REQUEST_MALFORMED' });
    }
  });
});
