import { expect, it } from 'vitest';

import { listCountries, nameCountry } from './country-names.ts';

it('names every listed code once', () => {
  const countries = listCountries();
  expect(countries).toHaveLength(250);
  expect(new Set(countries.map((country) => country.code)).size).toBe(250);
  expect(countries.filter((country) => country.name === country.code)).toEqual([]);
});

it('speaks the asked language and keeps what it cannot name', () => {
  expect(nameCountry('SE', 'de')).toBe('Schweden');
  expect(nameCountry('999')).toBe('999');
});
