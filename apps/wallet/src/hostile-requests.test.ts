import type { HttpService, RunningService } from '@postern/http-service';
import { listRoutes, PAGE_SERVER_SAMPLES, sendHostileRequests, startTestUpstream } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createContainer } from './container.ts';
import { parseEnv } from './env.ts';

const REQUESTS = 200;

let node: Awaited<ReturnType<typeof startTestUpstream>>;
let service: HttpService;
let running: RunningService;

beforeAll(async () => {
  node = await startTestUpstream(() => ({ jsonrpc: '2.0', id: 1, result: '0x7a69' }));
  service = createContainer({ env: parseEnv({ LOG_LEVEL: 'silent', WALLET_RPC_URL: node.url }) }).service;
  running = await service.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await running.close();
  await node.stop();
});

describe('hostile requests', () => {
  it('have a sample for each route of the server, and for nothing else', () => {
    expect(Object.keys(PAGE_SERVER_SAMPLES).sort()).toEqual(listRoutes(service.app).sort());
  });

  it.each(Object.entries(PAGE_SERVER_SAMPLES))(
    'find no server error, no endless wait and no other form of refusal at %s',
    async (route, sample) => {
      const origin = `http://127.0.0.1:${running.port}`;
      expect(await sendHostileRequests({ origin, route, sample, requests: REQUESTS, seed: 1 })).toEqual([]);
    },
    120_000,
  );
});
