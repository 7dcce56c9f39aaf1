import { expect, it } from 'vitest';

import { SUBDIVISIONS } from './subdivisions.ts';

it('names each region once, by a code that fits its slot', () => {
  expect(SUBDIVISIONS).toHaveLength(57);
  for (const member of ['code', 'iso', 'name'] as const) {
    expect(new Set(SUBDIVISIONS.map((each) => each[member])).size).toBe(SUBDIVISIONS.length);
  }
  for (const { code, country, iso, name } of SUBDIVISIONS) {
    expect(code >= 1 && code <= 1022 && /^[A-Z]{2}$/.test(country) && name !== '').toBe(true);
    expect(iso).toMatch(/^[A-Z]{2}-[A-Z0-9]{2}$/);
  }
});

it('keeps the codes that credentials say already', () => {
  const known = Object.fromEntries(SUBDIVISIONS.map(({ iso, code }) => [iso, code]));
  expect([known['UA-43'], known['UA-09'], known['US-AL'], known['US-NY'], known['US-WY']]).toEqual([
    1, 4, 101, 133, 151,
  ]);
});
