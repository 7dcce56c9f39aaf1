import { describe, expect, it } from 'vitest';

import { computeValidUntil } from './fix-issuance.ts';

const secondsOf = (moment: string) => Date.parse(moment) / 1000;
const NOW = secondsOf('2026-11-21T12:00:00Z');
const iso = (documentExpiresOn: string, now = NOW) =>
  new Date(computeValidUntil({ documentExpiresOn, now }) * 1000).toISOString();

describe('validity of what is issued', () => {
  it('ends with the month twelve months ahead', () => {
    expect(iso('2035-05-01')).toBe('2027-12-01T00:00:00.000Z');
    expect(iso('2027-11-30')).toBe('2027-12-01T00:00:00.000Z');
    expect(iso('9999-12-31')).toBe('2027-12-01T00:00:00.000Z');
  });

  it('ends with the last month that the document lives to see', () => {
    expect(iso('2027-11-29')).toBe('2027-11-01T00:00:00.000Z');
    expect(iso('2027-03-10')).toBe('2027-03-01T00:00:00.000Z');
    expect(iso('2027-03-31')).toBe('2027-04-01T00:00:00.000Z');
    expect(iso('2026-12-01')).toBe('2026-12-01T00:00:00.000Z');
    expect(iso('2026-11-30')).toBe('2026-12-01T00:00:00.000Z');
  });

  it.each([
    ['2026-11-30T00:00:00Z', '2026-12-01T00:00:00.000Z'],
    ['2026-11-30T23:59:59Z', '2026-12-01T00:00:00.000Z'],
  ])('holds for the whole last day: at %s', (now, end) => {
    expect(iso('2026-11-30', secondsOf(now))).toBe(end);
  });

  it.each([
    ['the document ends before this month does', '2026-11-29', '2026-11-21T12:00:00Z'],
    ['the document has ended a second ago', '2026-11-30', '2026-12-01T00:00:00Z'],
    ['the document ended long ago', '2020-01-01', '2026-11-21T12:00:00Z'],
  ])('is refused when %s', (_, documentExpiresOn, now) => {
    expect(() => iso(documentExpiresOn, secondsOf(now))).toThrow(
      expect.objectContaining({ code: 'ERR_ISSUANCE_DENIED' }),
    );
  });
});
