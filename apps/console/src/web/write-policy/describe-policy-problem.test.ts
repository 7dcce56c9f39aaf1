import { ApiProblemError } from '@postern/ui';
import { expect, it } from 'vitest';
import { describePolicyProblem } from './describe-policy-problem.ts';

const meaningOf = (code: string, details: Record<string, string>) =>
  describePolicyProblem(
    new ApiProblemError({ status: 422, title: 'x', code, detail: undefined, requestId: undefined, details }),
  )[code]?.meaning ?? '';

it.each([
  ['ERR_POLICY_MALFORMED', { at: 'age.atLeast', reason: 'invalid_type' }, 'age.atLeast'],
  ['ERR_POLICY_COUNTRY_UNKNOWN', { part: 'residence', country: 'ZZ' }, 'residence, ZZ'],
  ['ERR_POLICY_OVERLAP', { part: 'flags' }, 'flags'],
])('%s names its part', (code, details, part) => {
  expect(meaningOf(code, details)).toContain(part);
});

it('names nothing where the compiler names nothing', () => {
  expect(meaningOf('ERR_POLICY_MALFORMED', { at: '' })).not.toContain('“');
});
