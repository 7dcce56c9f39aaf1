import { expect, it } from 'vitest';

import { listCountries, listSpecialNationalities, nameCountry } from './country-names.ts';

it('names every listed code once', () => {
  const countries = listCountries();
  expect(countries).toHaveLength(250);
  expect(new Set(countries.map((country) => country.code)).size).toBe(250);
  expect(countries.filter((country) => country.name === country.code)).toEqual([]);
});

it('speaks the asked language and keeps what it cannot name', () => {
  expect(nameCountry('SE', 'de')).toBe('Schweden');
  expect(nameCountry('999')).toBe('999');
  expect(nameCountry('XXD')).toBe('XXD');
  expect(nameCountry('constructor')).toBe('constructor');
});

it('names people without a country in words, apart from the countries', () => {
  expect(listSpecialNationalities().map(({ code }) => nameCountry(code))).toEqual([
    'Stateless person',
    'Refugee (1951 Convention)',
    'Refugee (other)',
    'Nationality not specified',
  ]);
  const countries = new Set(listCountries().map(({ code }) => code));
  expect(listSpecialNationalities().filter(({ code }) => countries.has(code))).toEqual([]);
});
