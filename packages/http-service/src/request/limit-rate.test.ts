import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';

import { limitRate } from './limit-rate.ts';
import { createMemoryRateLimits } from './rate-limits.ts';

describe('limitRate', () => {
  const create = () => {
    const limits = createMemoryRateLimits({ clock: { now: () => 0 } });
    const limit = limitRate({ limits, limit: { name: 'test', max: 1, windowSeconds: 60 } });
    const response = { set: () => undefined, append: () => undefined } as unknown as Response;
    return (ip: string): Promise<boolean> =>
      Promise.resolve(limit({ ip } as Request, response, () => undefined)).then(
        () => true,
        () => false,
      );
  };

  it.each([
    ['an IPv4 address', '203.0.113.7', '203.0.113.7'],
    ['it in its IPv6 spelling', '203.0.113.7', '::ffff:203.0.113.7'],
    ['the addresses of one IPv6 network', '2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['the same with leading zeros and zeros left out', '2001:db8::5', '2001:0db8:0:0:1:2:3:4'],
  ])('counts %s as one caller', async (_name, first, second) => {
    const isLet = create();
    expect([await isLet(first), await isLet(second)]).toEqual([true, false]);
  });

  it.each([
    ['203.0.113.7', '203.0.113.8'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['::1', '203.0.113.7'],
  ])('tells %s from %s', async (first, second) => {
    const isLet = create();
    expect([await isLet(first), await isLet(second)]).toEqual([true, true]);
  });
});
