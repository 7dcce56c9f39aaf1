import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { assertEndsAfterStart, CLOCK_SKEW_SECONDS, findJwtTimeFault } from './jwt-times.ts';

const NOW = 1_790_000_000;
const find = (claims: Record<string, unknown>, maxAgeSeconds?: number) =>
  findJwtTimeFault({ claims, now: NOW, ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }) });

describe('times of a JWT', () => {
  it.each([
    [{}, undefined],
    [{ exp: NOW + 1 }, undefined],
    [{ exp: NOW }, 'expired'],
    [{ exp: NOW + 0.5 }, undefined],
    [{ nbf: NOW + CLOCK_SKEW_SECONDS }, undefined],
    [{ nbf: NOW + CLOCK_SKEW_SECONDS + 1 }, 'early'],
    [{ iat: NOW + CLOCK_SKEW_SECONDS }, undefined],
    [{ iat: NOW + CLOCK_SKEW_SECONDS + 1 }, 'early'],
    [{ nbf: NOW, exp: NOW }, 'expired'],
    [{ nbf: NOW + 30, exp: NOW + 29 }, 'order'],
    [{ iat: NOW + 30, exp: NOW + 29 }, 'order'],
    [{ iat: NOW - 9, nbf: NOW + 2, exp: NOW + 1 }, 'order'],
    [{ nbf: NOW - 1, exp: NOW - 2 }, 'order'],
    [{ exp: String(NOW + 9) }, 'malformed'],
    [{ nbf: null }, 'malformed'],
    [{ iat: Number.POSITIVE_INFINITY }, 'malformed'],
    [{ iat: -1 }, 'malformed'],
    [{ exp: 253_402_300_800 }, 'malformed'],
  ])('%j: %s', (claims, fault) => {
    expect(find(claims)).toBe(fault);
  });

  it('have an age where one is asked', () => {
    expect(find({ iat: NOW - 300 }, 300)).toBeUndefined();
    expect(find({ iat: NOW - 301 }, 300)).toBe('stale');
    expect(find({ nbf: NOW - 300 }, 300)).toBeUndefined();
    expect(find({ iat: NOW - 301, nbf: NOW }, 300)).toBe('stale');
    expect(find({}, 300)).toBe('stale');
  });

  it('in the wrong order stand at no moment', () => {
    const time = fc.integer({ min: 0, max: 2_000_000_000 });
    fc.assert(
      fc.property(time, time, time, fc.constantFrom('iat', 'nbf'), (left, right, now, start) => {
        const [early, late] = [Math.min(left, right), Math.max(left, right) + 1];
        expect(findJwtTimeFault({ claims: { [start]: late, exp: early }, now })).toBe('order');
      }),
    );
  });

  it('of what we sign are in order', () => {
    expect(() => assertEndsAfterStart({ issuedAt: NOW, expiresAt: NOW + 1 })).not.toThrow();
    for (const expiresAt of [NOW, NOW - 1]) {
      expect(() => assertEndsAfterStart({ issuedAt: NOW, expiresAt })).toThrow(
        expect.objectContaining({ code: 'ERR_JWT_VALIDITY_ORDER' }),
      );
    }
  });
});
