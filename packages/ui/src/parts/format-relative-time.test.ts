import { describe, expect, it } from 'vitest';
import { formatDay, formatLastDay, formatMoment, formatRelativeTime } from './format-relative-time.ts';

const now = 1_800_000_000;

describe('formatRelativeTime', () => {
  it.each([
    [now - 20, 'just now'],
    [now - 3 * 60, '3 minutes ago'],
    [now - 2 * 3600 - 100, '2 hours ago'],
    [now + 86_400, 'tomorrow'],
    [now + 30 * 86_400 * 3, 'in 2 months'],
  ])('reads %d as %s', (at, words) => {
    expect(formatRelativeTime({ at, now })).toBe(words);
  });

  it('speaks the asked language', () => {
    expect(formatRelativeTime({ at: now - 7200, now, locale: 'de' })).toBe('vor 2 Stunden');
  });
});

describe('formatMoment', () => {
  it('says day, hour and zone where the reader is', () => {
    const midnight = Date.parse('2027-05-03T00:00:00Z') / 1000;
    expect(formatMoment({ at: midnight, timeZone: 'UTC' })).toMatch(/^Monday,? 3 May 2027(,| at) 00:00 UTC$/);
    expect(formatMoment({ at: midnight, timeZone: 'Europe/Berlin' })).toMatch(
      /^Monday,? 3 May 2027(,| at) 02:00 (CEST|GMT\+2)$/,
    );
    expect(formatMoment({ at: midnight, timeZone: 'America/New_York' })).toMatch(/^Sunday,? 2 May 2027(,| at) 20:00 /);
  });
});

describe('formatDay', () => {
  it('names the day in the asked zone', () => {
    expect(formatDay({ at: 1_800_000_000, timeZone: 'UTC' })).toBe('15 January 2027');
  });
});

describe('formatLastDay', () => {
  it('names the day before a midnight, and the day within which anything else ends', () => {
    expect(formatLastDay(Date.UTC(2027, 6, 1) / 1000)).toBe('30 June 2027');
    expect(formatLastDay(Date.UTC(2027, 6, 1) / 1000 + 1)).toBe('1 July 2027');
    expect(formatLastDay(Date.UTC(2027, 5, 30, 23, 59, 59) / 1000)).toBe('30 June 2027');
  });
});
