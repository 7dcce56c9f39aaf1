import { dateNumberFromIso } from '@postern/primitives';
import { describe, expect, it } from 'vitest';

import { AGE_CLAIM_NAMES, computeAgeClaims } from './age-claims.ts';

const on = (birthDate: string, today: string, isPartial = false) =>
  computeAgeClaims({ birthDate, today: dateNumberFromIso(today), isPartial });

describe('age claims', () => {
  it('state every bound, each true or false', () => {
    expect(on('2010-06-15', '2026-06-15')).toEqual({
      age_over_12: true,
      age_over_14: true,
      age_over_16: true,
      age_over_18: false,
      age_over_21: false,
      age_over_65: false,
    });
    expect(Object.keys(on('1940-01-01', '2026-06-15'))).toEqual(AGE_CLAIM_NAMES);
  });

  it.each([
    ['2008-03-01', '2026-02-28', false],
    ['2008-03-01', '2026-03-01', true],
    ['2008-02-29', '2026-02-28', false],
    ['2008-02-29', '2026-03-01', true],
    ['2008-12-31', '2026-12-30', false],
    ['2008-12-31', '2026-12-31', true],
  ])('born %s: over 18 on %s is %s', (birthDate, today, holds) => {
    expect(on(birthDate, today).age_over_18).toBe(holds);
  });

  it('of a birth date that is partly unknown say only what surely holds', () => {
    expect(on('2008-12-31', '2026-06-15', true)).toEqual({ age_over_12: true, age_over_14: true, age_over_16: true });
  });

  it('of a birth date that is no day are none', () => {
    expect(() => on('2008-02-30', '2026-03-01')).toThrow(expect.objectContaining({ code: 'ERR_DATE_NOT_A_DAY' }));
  });
});
