import { expect, it } from 'vitest';

import { endOfDay } from './valid-until.ts';

it.each([
  ['2026-11-30', '2026-12-01T00:00:00.000Z'],
  ['2028-02-29', '2028-03-01T00:00:00.000Z'],
  ['2026-12-31', '2027-01-01T00:00:00.000Z'],
])('what is valid until %s ends at the midnight after it', (lastDay, end) => {
  expect(new Date(endOfDay(lastDay) * 1000).toISOString()).toBe(end);
});

it.each(['2027-02-29', '2026-11-31', '2026-11-30T00:00:00Z', ''])('refuses what is not a day: %s', (lastDay) => {
  expect(() => endOfDay(lastDay)).toThrow(expect.objectContaining({ code: 'ERR_DATE_NOT_A_DAY' }));
});
