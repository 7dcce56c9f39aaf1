import { createMemoryRateLimits, type HttpService, type RunningService } from '@postern/http-service';
import {
  listRoutes,
  PAGE_SERVER_SAMPLES,
  type RouteSample,
  sendHostileRequests,
  startTestUpstream,
} from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createContainer } from './container.ts';
import { parseEnv } from './env.ts';

const REQUESTS = 200;
const ORIGIN = 'http://localhost:4106';
const ACCOUNT = `0x${'ab'.repeat(20)}`;
const PROTOCOL = {
  ...{ slug: 'demo', name: 'Demo', clientId: 'did:web:x', origins: [], policies: [], credentialEffect: 60 },
  chains: [{ chainId: 31_337, name: 'Local', answers: true }],
};
const OPENED = {
  sessionId: 'session-1',
  walletUrl: 'http://localhost:4103/',
  clientId: 'did:web:x',
  expiresAt: 4_000_000_000,
};
const SESSION = { sessionId: 'session-1', state: 'open', account: ACCOUNT, createdAt: 1, expiresAt: 4_000_000_000 };

const SAMPLES: Readonly<Record<string, RouteSample>> = {
  ...PAGE_SERVER_SAMPLES,
  // The verifier of this test serves no policy.
  'GET /app/policy': { request: () => ({}), status: 404 },
  'POST /app/sessions': { request: () => ({ headers: { origin: ORIGIN }, json: { account: ACCOUNT } }) },
  // And pays nobody.
  'POST /app/faucet': { request: () => ({ headers: { origin: ORIGIN }, json: { account: ACCOUNT } }), status: 403 },
  'GET /app/sessions/:sessionId': {
    request: () => ({ params: { sessionId: 'session-1' }, headers: { cookie } }),
  },
};

let verifier: Awaited<ReturnType<typeof startTestUpstream>>;
let service: HttpService;
let running: RunningService;
/** Of the browser that opened the session: nobody else may read it. */
let cookie: string;

beforeAll(async () => {
  verifier = await startTestUpstream((path, method) => {
    if (path === '/v1/protocol') return PROTOCOL;
    return method === 'POST' ? OPENED : SESSION;
  });
  const env = parseEnv({ LOG_LEVEL: 'silent', VAULT_VERIFIER_URL: verifier.url, VAULT_API_KEY: 'key-of-this-test' });
  let second = 0;
  // Each request in a window of its own.
  const limits = createMemoryRateLimits({ clock: { now: () => (second += 60) } });
  service = createContainer({ env, limits }).service;
  running = await service.listen({ port: 0, host: '127.0.0.1' });
  const opened = await fetch(`http://127.0.0.1:${running.port}/app/sessions`, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'application/json' },
    body: JSON.stringify({ account: ACCOUNT }),
  });
  cookie = (opened.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
});
afterAll(async () => {
  await running.close();
  await verifier.stop();
});

describe('hostile requests', () => {
  it('have a sample for each route of the server, and for nothing else', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual(listRoutes(service.app).sort());
  });

  it.each(Object.entries(SAMPLES))(
    'find no server error, no endless wait and no other form of refusal at %s',
    async (route, sample) => {
      const origin = `http://127.0.0.1:${running.port}`;
      expect(await sendHostileRequests({ origin, route, sample, requests: REQUESTS, seed: 1 })).toEqual([]);
    },
    120_000,
  );
});
