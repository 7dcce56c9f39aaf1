import { describe, expect, it } from 'vitest';

import { offerDurations } from './offer-durations.ts';

const DAY = 86_400;
const END = Date.UTC(2027, 3, 1) / 1000;
const offer = (now: number, change: { maxPassLife?: number; validUntil?: number } = {}) =>
  offerDurations({ now, maxPassLife: 30 * DAY, validUntil: END, ...change });

describe('offered durations', () => {
  it('end at midnights within the life of a pass and of the credential', () => {
    const noon = END - 20 * DAY - DAY / 2;
    expect(offer(noon)).toEqual([
      { days: 1, expiresAt: END - 20 * DAY },
      { days: 7, expiresAt: END - 14 * DAY },
      { days: 21, expiresAt: END },
    ]);
    expect(offer(noon, { validUntil: END + 365 * DAY }).at(-1)).toEqual({ days: 30, expiresAt: END + 9 * DAY });
  });

  it.each([
    ['its first second', END - DAY],
    ['its last minute', END - 60],
    ['its last second', END - 1],
  ])('reach the end of the credential on its last day: %s', (_, now) => {
    expect(offer(now)).toEqual([{ days: 1, expiresAt: END }]);
  });

  it('are none from the first second after it, and where a pass may not live to midnight', () => {
    expect(offer(END)).toEqual([]);
    expect(offer(END + 1)).toEqual([]);
    expect(offer(END - DAY / 2, { maxPassLife: 3600 })).toEqual([]);
    expect(offer(END - 1800, { maxPassLife: 3600 })).toEqual([{ days: 1, expiresAt: END }]);
  });
});
