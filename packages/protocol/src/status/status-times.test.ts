import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { computeAnchorTimes } from './compute-anchor-times.ts';
import { computeProofEffect, SLOWEST_POLICY } from './compute-proof-effect.ts';
import { CREDENTIAL_EFFECT_SECONDS } from './status-times.ts';

describe('the time from a decision to its effect', () => {
  it('is a minute at most for credentials', () => {
    expect(CREDENTIAL_EFFECT_SECONDS).toBeLessThanOrEqual(60);
  });

  it.each([
    // A decision that missed an anchor waits for it, for two rounds, and then for its own; a worker may die meanwhile.
    [
      { roundMs: 1000, confirmation: 5 },
      { anchorInterval: 5 + 3 * 2 + 30, confirmation: 5 },
    ],
    [
      { roundMs: 250, confirmation: 60 },
      { anchorInterval: 60 + 3 + 30, confirmation: 60 },
    ],
    [
      { roundMs: 30_000, confirmation: 0 },
      { anchorInterval: 3 * 35 + 30, confirmation: 0 },
    ],
  ])('on chain with %j is %j', (options, times) => {
    expect(computeAnchorTimes(options)).toEqual(times);
  });

  it.each([
    ['both graces below the proof age', { grace: 600, firstGrace: 60, maxProofAge: 3600 }, [72, 612]],
    ['the longer above the proof age', { grace: 3600, firstGrace: 90, maxProofAge: 600 }, [102, 612]],
    ['both above the proof age', { grace: 3600, firstGrace: 3600, maxProofAge: 60 }, [72, 72]],
    ['all alike', { grace: 600, firstGrace: 600, maxProofAge: 600 }, [612, 612]],
  ])('for proofs adds the shorter of grace and proof age: %s', (_what, policy, [first, renewal]) => {
    const effect = computeProofEffect({ anchorInterval: 7, confirmation: 5, ...policy });
    expect(effect).toEqual({ anchored: 12, first, renewal });
  });

  it('is not longer than the registry lets a policy make it', async () => {
    const source = await readFile(new URL('../../../contracts/src/PolicyRegistry.sol', import.meta.url), 'utf8');
    const days = /MAX_PROOF_AGE = (\d+) days;/.exec(source)?.[1];
    expect(Number(days) * 86_400).toBe(SLOWEST_POLICY.maxProofAge);
    // No policy has a longer grace than its proofs may be old.
    expect(source).toMatch(/grace > parameters\.maxProofAge/);
    expect(source).toMatch(/parameters\.firstGrace > parameters\.grace/);
    expect(SLOWEST_POLICY.grace).toBe(SLOWEST_POLICY.maxProofAge);
    expect(SLOWEST_POLICY.firstGrace).toBe(SLOWEST_POLICY.grace);
  });
});
