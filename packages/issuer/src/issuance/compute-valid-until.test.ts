import { describe, expect, it } from 'vitest';

import { computeValidUntil } from './fix-issuance.ts';

const now = Date.UTC(2026, 10, 21, 12) / 1000;
const iso = (documentExpiresOn: string) => new Date(computeValidUntil({ documentExpiresOn, now }) * 1000).toISOString();

describe('validity of what is issued', () => {
  it('ends with the month twelve months ahead', () => {
    expect(iso('2035-05-01')).toBe('2027-11-30T23:59:59.000Z');
  });

  it('ends with the last month that the document outlives', () => {
    expect(iso('2027-03-10')).toBe('2027-02-28T23:59:59.000Z');
    expect(iso('2027-03-31')).toBe('2027-03-31T23:59:59.000Z');
  });

  it('is refused when the document ends within this month', () => {
    expect(() => iso('2026-11-29')).toThrow(expect.objectContaining({ code: 'ERR_ISSUANCE_DENIED' }));
  });
});
