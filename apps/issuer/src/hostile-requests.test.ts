import { listRoutes, sendHostileRequests } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createHostileSamples } from './test-support/hostile-samples.ts';
import { type HostileHost, startHostileHost } from './test-support/start-hostile-host.ts';

/** 200 a route, so that each is met in an ordinary run; the slow suite sends 100,000. */
const REQUESTS = 200;

let hostile: HostileHost;
const samples = createHostileSamples(() => hostile.world);

beforeAll(async () => {
  hostile = await startHostileHost({ port: 18_760 });
}, 180_000);
afterAll(() => hostile.stop());

describe('hostile requests', () => {
  it('have a sample for each route of the service, and for nothing else', () => {
    expect(Object.keys(samples).sort()).toEqual(listRoutes(hostile.world.host.container.service.app).sort());
  });

  it.each(Object.entries(samples))(
    'find no server error, no endless wait and no other form of refusal at %s',
    async (route, sample) => {
      const { url: origin } = hostile.world.host;
      expect(await sendHostileRequests({ origin, route, sample, requests: REQUESTS, seed: 1 })).toEqual([]);
    },
    120_000,
  );
});
