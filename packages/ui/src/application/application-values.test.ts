import { expect, it } from 'vitest';
import { needsLatinName } from './application-values.ts';

it.each(['محمد', '山田', 'Иванов', 'Παπάς'])('asks for Latin letters beside %s', (familyName) => {
  expect(needsLatinName({ familyName, givenName: '' })).toBe(true);
});

it.each(["O'Brien-Żółć", 'Nguyễn', 'Þór'])('does not ask beside %s', (familyName) => {
  expect(needsLatinName({ familyName, givenName: '' })).toBe(false);
});
