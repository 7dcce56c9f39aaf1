import type { RequestedPolicy, StoredCredential } from '@postern/holder';
import { compilePolicy, policyWarnings } from '@postern/proof';
import { expect, it } from 'vitest';
import { describeTestData, listPolicyWarnings } from './describe-test-data.ts';

const policyOf = (testData?: 'allowed') => {
  const compiled = compilePolicy({ policy: { issuers: [1], ...(testData && { testData }) } });
  return { compiled, warnings: policyWarnings(compiled) } as unknown as RequestedPolicy;
};
const credentialOf = (...checks: string[]) => ({ documents: [{ claims: { checks } }] }) as unknown as StoredCredential;

it('says whose made-up people are at play', () => {
  const own = describeTestData({ credentials: [credentialOf('test_data')], policies: [policyOf('allowed')] });
  const ofOthers = describeTestData({ credentials: [credentialOf()], policies: [policyOf('allowed')] });
  expect([own, ofOthers].every((sentence) => sentence !== undefined)).toBe(true);
  expect(own).not.toBe(ofOthers);
  // Facts that are shown need no policy.
  expect(describeTestData({ credentials: [credentialOf('test_data')], policies: [] })).toBe(own);
});

it('is silent where none are', () => {
  expect(describeTestData({ credentials: [credentialOf('in_person')], policies: [policyOf()] })).toBeUndefined();
  expect(describeTestData({ credentials: [], policies: [] })).toBeUndefined();
});

it('leaves every other warning of a policy where it was', () => {
  expect(policyOf('allowed').warnings.map(({ code }) => code)).toEqual([
    'WARN_POLICY_ONE_ISSUER',
    'WARN_POLICY_TEST_DATA',
  ]);
  expect(listPolicyWarnings(policyOf('allowed'))).toEqual(listPolicyWarnings(policyOf()));
  expect(listPolicyWarnings(policyOf())).toHaveLength(1);
});
