import type { RunningService } from '@postern/http-service';
import {
  listRoutes,
  PAGE_SERVER_SAMPLES,
  PROXIED_SAMPLES,
  sendHostileRequests,
  startTestUpstream,
} from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Container, createContainer } from './container.ts';
import { parseEnv } from './env.ts';

const REQUESTS = 200;

let upstream: Awaited<ReturnType<typeof startTestUpstream>>;
let container: Container;
let running: RunningService;

beforeAll(async () => {
  upstream = await startTestUpstream();
  container = createContainer(
    parseEnv({ LOG_LEVEL: 'silent', PORTAL_ISSUER_URL: upstream.url, PORTAL_PROXY_SECRET: 'shared' }),
  );
  running = await container.service.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await running.close();
  await upstream.stop();
});

describe('hostile requests', () => {
  it('have a sample for each route of the server, and for nothing else', () => {
    expect(Object.keys(PAGE_SERVER_SAMPLES).sort()).toEqual(listRoutes(container.service.app).sort());
  });

  it.each(Object.entries({ ...PAGE_SERVER_SAMPLES, ...PROXIED_SAMPLES }))(
    'find no server error, no endless wait and no other form of refusal at %s',
    async (route, sample) => {
      const origin = `http://127.0.0.1:${running.port}`;
      expect(await sendHostileRequests({ origin, route, sample, requests: REQUESTS, seed: 1 })).toEqual([]);
    },
    120_000,
  );
});
