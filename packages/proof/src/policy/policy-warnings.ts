import {
  acceptsTestData,
  type CompiledPolicy,
  EVERY_ISSUER,
  isNeutralRange,
  isNeutralSet,
  listIssuers,
} from './compiled-policy.ts';

export type PolicyWarning = {
  code:
    | 'WARN_POLICY_NARROW_RANGE'
    | 'WARN_POLICY_TINY_SET'
    | 'WARN_POLICY_ONE_ISSUER'
    | 'WARN_POLICY_FUTURE_ISSUERS'
    | 'WARN_POLICY_TEST_DATA';
  text: string;
};

/** Below these widths an answer says nearly as much as the value. */
const NARROW_AGE = 5n * 10_000n;
const NARROW_SECONDS = 86_400n;
const TINY_SET = 3;

/** What a holder should know before answering this policy, and its author before publishing it. */
export function policyWarnings(policy: CompiledPolicy): PolicyWarning[] {
  const warnings: PolicyWarning[] = [];
  for (const { mode, lo, hi } of policy.ranges.filter((range) => !isNeutralRange(range))) {
    const width = hi - lo + 1n;
    const isNarrow = mode === 'age' ? width < NARROW_AGE : mode === 'since' && width < NARROW_SECONDS;
    if (isNarrow) {
      warnings.push({
        code: 'WARN_POLICY_NARROW_RANGE',
        text: 'A range is so narrow that the answer nearly gives the date away.',
      });
    }
  }
  for (const set of policy.sets.filter((candidate) => !isNeutralSet(candidate))) {
    if (set.mode === 'in' && new Set(set.codes).size < TINY_SET) {
      warnings.push({
        code: 'WARN_POLICY_TINY_SET',
        text: 'A list of countries is so short that the answer nearly names yours.',
      });
    }
  }
  if (policy.issuerMask === EVERY_ISSUER) {
    warnings.push({
      code: 'WARN_POLICY_FUTURE_ISSUERS',
      text: 'The policy accepts issuers that are not in the registry yet.',
    });
  } else if (listIssuers(policy.issuerMask).length === 1) {
    warnings.push({ code: 'WARN_POLICY_ONE_ISSUER', text: 'Only one issuer is accepted: this reveals your bank.' });
  }
  if (acceptsTestData(policy)) {
    warnings.push({ code: 'WARN_POLICY_TEST_DATA', text: 'The policy accepts credentials made of test data.' });
  }
  return warnings;
}
