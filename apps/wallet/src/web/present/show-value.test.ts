import { compilePolicy, explainPolicy } from '@postern/proof';
import { nameCountry } from '@postern/ui';
import { expect, it } from 'vitest';
import { showValue } from './show-value.ts';

it.each([
  [['given_name'], 'Ἄννα', 'Ἄννα'],
  [['birthdate'], '1990-02-28', '28 February 1990'],
  [['nationalities'], ['GR', 'DE'], 'Greece, Germany'],
  [['nationalities'], ['XXA'], 'Stateless person'],
  [['address', 'country'], 'DE', 'Germany'],
  [['tax_residence'], 'FR', 'France'],
  [['code'], 'XXA', 'XXA'],
  [['code'], 'DE', 'DE'],
  [['member'], true, 'Yes'],
  [['since'], 2019, '2019'],
  [['screened_at'], 1_790_000_000, '21 September 2026'],
  [['checks'], ['not_pep', 'address_verified'], 'not pep, address verified'],
  [['middle_name'], null, 'None'],
])('shows %j %j as %s', (path, value, text) => {
  expect(showValue({ path, value })).toBe(text);
});

it.each(['XXA', 'XXB', 'XXC'])('names %s as the sentence of a policy does', (code) => {
  const [sentence] = explainPolicy(compilePolicy({ policy: { nationality: { in: [code] }, issuers: [1] } }));
  expect(sentence).toContain(`: ${nameCountry(code)}.`);
});
