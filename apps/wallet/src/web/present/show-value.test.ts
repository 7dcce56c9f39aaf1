import { expect, it } from 'vitest';
import { showValue } from './show-value.ts';

it.each([
  [['given_name'], 'Ἄννα', 'Ἄννα'],
  [['birthdate'], '1990-02-28', '28 February 1990'],
  [['nationalities'], ['GR', 'DE'], 'Greece, Germany'],
  [['address', 'country'], 'DE', 'Germany'],
  [['code'], 'DE', 'DE'],
  [['member'], true, 'Yes'],
  [['since'], 2019, '2019'],
  [['screened_at'], 1_790_000_000, '21 September 2026'],
  [['checks'], ['not_pep', 'address_verified'], 'not pep, address verified'],
  [['middle_name'], null, 'None'],
])('shows %j %j as %s', (path, value, text) => {
  expect(showValue({ path, value })).toBe(text);
});
