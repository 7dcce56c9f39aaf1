import { sendHostileRequests } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createHostileSamples } from './test-support/hostile-samples.ts';
import { type HostileHost, startHostileHost } from './test-support/start-hostile-host.ts';

/** Over all routes together. */
const REQUESTS = 100_000;

let hostile: HostileHost;
const samples = Object.entries(createHostileSamples(() => hostile.world));

beforeAll(async () => {
  hostile = await startHostileHost({ port: 18_764 });
});
afterAll(() => hostile.stop());

describe('100,000 hostile requests', () => {
  it.each(samples)('are all answered in order at %s', async (route, sample) => {
    const { url: origin } = hostile.world.host;
    const requests = Math.ceil(REQUESTS / samples.length);
    expect(await sendHostileRequests({ origin, route, sample, requests, seed: 2 })).toEqual([]);
  });
});
