import { sendHostileRequests } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createHostileSamples, openSession, type OpenSession, WIDE_LIMITS } from './test-support/hostile-samples.ts';
import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

/** Over all routes together. */
const REQUESTS = 100_000;
/** A session lives ten minutes, so each round has its own. */
const ROUND = 1000;

let world: VerifierWorld;
let session: OpenSession;
const samples = Object.entries(
  createHostileSamples(
    () => world,
    () => session,
  ),
);

beforeAll(async () => {
  const trust = { trustedIssuers: ['https://bank.example'], trustAnchors: [] };
  world = await startVerifierWorld({ port: 18_774, trust, env: WIDE_LIMITS });
});
afterAll(() => world.stop());

describe('100,000 hostile requests', () => {
  it.each(samples)('are all answered in order at %s', async (route, sample) => {
    const { origin } = world;
    for (let round = 0; round * ROUND < REQUESTS / samples.length; round += 1) {
      session = await openSession(world);
      expect(await sendHostileRequests({ origin, route, sample, requests: ROUND, seed: 2 + round })).toEqual([]);
    }
  });
});
