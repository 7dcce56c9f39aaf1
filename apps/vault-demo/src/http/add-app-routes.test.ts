import { createHttpService, createLogger, createMemoryRateLimits, type RunningService } from '@postern/http-service';
import { createBrowserSessions, createVerifierClient, type VerifierClient } from '@postern/sdk';
import type { Address, PublicClient } from 'viem';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaucet, FAUCET_ERROR_STATUS, type Faucet } from '../faucet/create-faucet.ts';
import { addAppRoutes } from './add-app-routes.ts';

const ACCOUNT = `0x${'ab'.repeat(20)}`;
const ORIGIN = 'http://vault.example';
let paid: Address[];
let running: RunningService;

const bindSessions = (client: Pick<VerifierClient, 'createSession' | 'getSession'>) =>
  createBrowserSessions({
    client,
    secret: new Uint8Array(32).fill(1),
    clock: { now: () => 0 },
    cookieName: 'vault',
    insecure: true,
  });

/** What the browser sends that opened the session `abcdefgh`. */
async function openInBrowser(): Promise<string> {
  const opened = { sessionId: 'abcdefgh', walletUrl: 'http://wallet.example', clientId: 'c', expiresAt: 600 };
  const getSession = () => Promise.reject(new Error('not asked'));
  const { setCookie } = await bindSessions({ createSession: async () => opened, getSession }).open({});
  return setCookie.split(';')[0]!;
}

const start = (faucet: Faucet, verifier = {} as VerifierClient): Promise<RunningService> =>
  createHttpService({
    name: 'vault-demo',
    logger: createLogger({ name: 'vault-demo', level: 'silent' }),
    errorStatus: { ...FAUCET_ERROR_STATUS, ERR_SESSION_OTHER_BROWSER: 403 },
    routes: (router) =>
      addAppRoutes({
        router,
        verifier,
        sessions: bindSessions(verifier),
        policyId: '0x',
        publicUrl: ORIGIN,
        limits: createMemoryRateLimits({ clock: { now: () => 0 } }),
        faucet,
      }),
  }).listen({ port: 0, host: '127.0.0.1' });

async function ask(body: unknown, origin = ORIGIN): Promise<[number, unknown]> {
  const response = await fetch(`http://127.0.0.1:${running.port}/app/faucet`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { code?: string };
  return [response.status, answer.code ?? answer];
}

beforeEach(async () => {
  paid = [];
  running = await start({
    fund: async ({ account }) => {
      paid.push(account);
      return { transactions: ['0x1'] };
    },
  });
});
afterEach(() => running.close());

describe('POST /app/faucet', () => {
  it('pays one account, named by the page of this origin', async () => {
    expect(await ask({ account: ACCOUNT })).toEqual([200, { transactions: ['0x1'] }]);
    expect(paid).toEqual([ACCOUNT]);
  });

  it.each([
    ['no account', {}],
    ['something that is no address', { account: '0x12' }],
    ['a list', { account: [ACCOUNT] }],
    ['an amount of its own', { account: ACCOUNT, amount: '1000000' }],
  ])('refuses %s', async (_what, body) => {
    expect(await ask(body)).toEqual([400, 'ERR_REQUEST_INVALID']);
    expect(paid).toEqual([]);
  });

  it('refuses other pages', async () => {
    expect(await ask({ account: ACCOUNT }, 'http://evil.example')).toEqual([403, 'ERR_ORIGIN_NOT_ALLOWED']);
    expect(paid).toEqual([]);
  });

  it('refuses the eleventh request of a minute', async () => {
    for (let count = 0; count < 10; count += 1) expect((await ask({ account: ACCOUNT }))[0]).toBe(200);
    expect(await ask({ account: ACCOUNT })).toEqual([429, 'ERR_RATE_LIMITED']);
    expect(paid).toHaveLength(10);
  });

  it('refuses on a chain that is not local, by its own code', async () => {
    await running.close();
    running = await start(
      createFaucet({ chainId: 1, client: {} as PublicClient, signer: undefined, asset: ACCOUNT as Address }),
    );
    expect(await ask({ account: ACCOUNT })).toEqual([403, 'ERR_FAUCET_LOCAL_ONLY']);
  });
});

describe('while the verifier is away, or what it needs', () => {
  const problem = { type: 'about:blank', title: '', status: 503, code: 'ERR_CHAIN_UNAVAILABLE', requestId: 'r' };
  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('failed'))],
    ['it is out of order', () => Promise.resolve(Response.json(problem, { status: 503 }))],
  ])('%s: 503, and when to come again', async (_what, fetch) => {
    await running.close();
    const faucet: Faucet = { fund: () => Promise.resolve({ transactions: [] }) };
    running = await start(faucet, createVerifierClient({ baseUrl: 'http://verifier.example', apiKey: 'k', fetch }));
    for (const path of ['/app/policy', '/app/sessions/abcdefgh']) {
      const headers = { cookie: await openInBrowser() };
      const answer = await globalThis.fetch(`http://127.0.0.1:${running.port}${path}`, { headers });
      expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'ERR_UPSTREAM_UNREACHABLE' }]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });
});

it('shows a session to the browser that opened it, and to no other', async () => {
  const asked = async (headers: Record<string, string>) => {
    const answer = await fetch(`http://127.0.0.1:${running.port}/app/sessions/abcdefgh`, { headers });
    return ((await answer.json()) as { code?: string }).code;
  };
  await running.close();
  const session = { sessionId: 'abcdefgh', state: 'open', createdAt: 0, expiresAt: 600 } as const;
  running = await start({ fund: async () => ({ transactions: [] }) }, {
    getSession: async () => session,
  } as unknown as VerifierClient);
  expect(await asked({ cookie: await openInBrowser() })).toBeUndefined();
  expect(await asked({})).toBe('ERR_SESSION_OTHER_BROWSER');
  expect(await asked({ cookie: 'vault=x' })).toBe('ERR_SESSION_OTHER_BROWSER');
});
