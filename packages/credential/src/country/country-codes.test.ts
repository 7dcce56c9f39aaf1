import { describe, expect, it } from 'vitest';

import {
  COUNTRY_CODES,
  countryNumeric,
  NATIONALITY_CODES,
  nationalityCode,
  nationalityName,
  nationalityNumeric,
} from './country-codes.ts';

const SPECIAL = ['XXA', 'XXB', 'XXC', 'XXX'];

describe('country codes', () => {
  it('are 250 countries; nationalities have four more, each with a number of its own', () => {
    expect(COUNTRY_CODES).toHaveLength(250);
    expect(NATIONALITY_CODES).toEqual([...COUNTRY_CODES, ...SPECIAL]);
    expect(new Set(NATIONALITY_CODES.map(nationalityNumeric)).size).toBe(254);
    for (const code of NATIONALITY_CODES) expect(nationalityCode(nationalityNumeric(code))).toBe(code);
    expect(nationalityCode(998)).toBeUndefined();
  });

  it.each(SPECIAL)('take %s for a nationality and not for a country', (code) => {
    expect(nationalityNumeric(code)).toBeGreaterThanOrEqual(990);
    expect(() => countryNumeric(code)).toThrow(expect.objectContaining({ code: 'ERR_COUNTRY_UNKNOWN' }));
  });

  it.each(['XX', 'XXD', 'UK', 'xxa', '', 'constructor'])('know no nationality %s', (code) => {
    expect(() => nationalityNumeric(code)).toThrow(expect.objectContaining({ code: 'ERR_COUNTRY_UNKNOWN' }));
  });

  it('have names in words', () => {
    expect(SPECIAL.map((code) => nationalityName(code))).toEqual([
      'Stateless person',
      'Refugee (1951 Convention)',
      'Refugee (other)',
      'Nationality not specified',
    ]);
    expect(nationalityName('SE', 'de')).toBe('Schweden');
  });
});
