import { listRoutes, sendHostileRequests } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createHostileSamples, openSession, type OpenSession, WIDE_LIMITS } from './test-support/hostile-samples.ts';
import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

/** 200 a route, so that each is met in an ordinary run; the slow suite sends 100,000. */
const REQUESTS = 200;

let world: VerifierWorld;
let session: OpenSession;
const samples = createHostileSamples(
  () => world,
  () => session,
);

beforeAll(async () => {
  const trust = { trustedIssuers: ['https://bank.example'], trustAnchors: [] };
  world = await startVerifierWorld({ port: 18_770, trust, env: WIDE_LIMITS });
}, 180_000);
afterAll(() => world.stop());

describe('hostile requests', () => {
  it('have a sample for each route of the service, and for nothing else', () => {
    expect(Object.keys(samples).sort()).toEqual(listRoutes(world.container.service.app).sort());
  });

  it.each(Object.entries(samples))(
    'find no server error, no endless wait and no other form of refusal at %s',
    async (route, sample) => {
      session = await openSession(world);
      const { origin } = world;
      expect(await sendHostileRequests({ origin, route, sample, requests: REQUESTS, seed: 1 })).toEqual([]);
    },
    120_000,
  );
});
