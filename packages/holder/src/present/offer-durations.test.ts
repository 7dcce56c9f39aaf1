import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { offerDurations } from './offer-durations.ts';

const DAY = 86_400;
const YEAR = 365 * DAY;
const at = (iso: string): number => Date.parse(iso) / 1000;
const EVENING = at('2026-11-30T18:00:00Z');
const offer = (changes: Partial<Parameters<typeof offerDurations>[0]> = {}) =>
  offerDurations({ now: EVENING, maxPassLife: 30 * DAY, validUntil: EVENING + YEAR, ...changes }).map(
    ({ days, expiresAt }) => [days, new Date(expiresAt * 1000).toISOString().slice(0, 16)],
  );

describe('offerDurations', () => {
  it('lasts a day at least where it says a day, and ends with the longest that the policy allows', () => {
    expect(offer()).toEqual([
      [1, '2026-12-02T00:00'],
      [7, '2026-12-08T00:00'],
      [29, '2026-12-30T00:00'],
    ]);
  });

  it('adds nothing at midnight itself', () => {
    expect(offer({ now: at('2026-12-01T00:00:00Z') })).toEqual([
      [1, '2026-12-02T00:00'],
      [7, '2026-12-08T00:00'],
      [30, '2026-12-31T00:00'],
    ]);
  });

  it('says less than a day where the policy or the credential allows no more', () => {
    expect(offer({ maxPassLife: DAY })).toEqual([[0, '2026-12-01T00:00']]);
    expect(offer({ validUntil: at('2026-12-01T23:59:59Z') })).toEqual([[0, '2026-12-01T00:00']]);
  });

  it.each([
    ['its first second', '2027-03-31T00:00:00Z', 1],
    ['its last minute', '2027-03-31T23:59:00Z', 0],
    ['its last second', '2027-03-31T23:59:59Z', 0],
  ])('reaches the end of the credential on its last day: %s', (_, now, days) => {
    expect(offer({ now: at(now), validUntil: at('2027-04-01T00:00:00Z') })).toEqual([[days, '2027-04-01T00:00']]);
  });

  it('offers nothing from the first second after it', () => {
    const validUntil = at('2027-04-01T00:00:00Z');
    expect(offer({ now: validUntil, validUntil })).toEqual([]);
    expect(offer({ now: validUntil + 1, validUntil })).toEqual([]);
  });

  it('offers nothing when the credential ends before the next midnight', () => {
    expect(offer({ validUntil: at('2026-11-30T23:59:59Z') })).toEqual([]);
  });

  it('offers no end before that of the present pass', () => {
    expect(offer({ presentEnd: at('2026-12-07T00:00:00Z') })).toEqual([
      [7, '2026-12-08T00:00'],
      [29, '2026-12-30T00:00'],
    ]);
    expect(offer({ presentEnd: at('2026-12-31T00:00:00Z') })).toEqual([]);
  });

  it('offers the end of the present pass only where none is later', () => {
    expect(offer({ presentEnd: at('2026-12-08T00:00:00Z') })).toEqual([[29, '2026-12-30T00:00']]);
    expect(offer({ presentEnd: at('2026-12-30T00:00:00Z') })).toEqual([[29, '2026-12-30T00:00']]);
  });

  it('holds at every second: on the grid, within the limits, as long as it says, never shorter than before', () => {
    const second = fc.integer({ min: EVENING, max: EVENING + 2 * DAY });
    const life = fc.integer({ min: DAY, max: YEAR });
    const present = fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined });
    fc.assert(
      fc.property(second, life, life, present, (now, maxPassLife, left, days) => {
        const presentEnd = days === undefined ? undefined : (Math.floor(now / DAY) + days) * DAY;
        const choices = offerDurations({ now, maxPassLife, validUntil: now + left, presentEnd });
        const ends = choices.map(({ expiresAt }) => expiresAt);
        expect(ends).toEqual([...new Set(ends)].toSorted((left, right) => left - right));
        for (const choice of choices) {
          expect(choice.expiresAt % DAY).toBe(0);
          expect(choice.expiresAt).toBeGreaterThan(now);
          expect(choice.expiresAt).toBeLessThanOrEqual(now + Math.min(maxPassLife, left));
          expect(choice.expiresAt).toBeGreaterThanOrEqual(now + choice.days * DAY);
          expect(choice.expiresAt).toBeLessThan(now + (choice.days + 1) * DAY);
          expect(choice.expiresAt).toBeGreaterThanOrEqual(presentEnd ?? 0);
        }
      }),
    );
  });
});
