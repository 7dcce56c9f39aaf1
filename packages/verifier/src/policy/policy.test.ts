import { canonicalPolicyJson, compilePolicy, hashPolicy } from '@postern/proof';
import { describe, expect, it } from 'vitest';

import type { PolicyRecord } from '../ports.ts';
import { createFakeWorld } from '../testing/create-fake-world.ts';
import { compilePolicyDraft } from './compile-policy-draft.ts';
import { viewPolicy } from './view-policy.ts';

const draft = { age: { atLeast: 18 }, issuers: [1] };
const issuerNames = { 1: 'Aurora Bank' };
const { gate, state, ports } = createFakeWorld();
const { anchorTimes } = ports;
const registered: PolicyRecord = {
  ...(state.policy as PolicyRecord),
  policyJson: canonicalPolicyJson(draft),
  policyHash: hashPolicy(compilePolicy({ policy: draft })),
};

describe('viewPolicy', () => {
  it('says what the registered values mean', () => {
    const view = viewPolicy({ policy: registered, gate, issuerNames, anchorTimes });
    expect(view.sentences.join(' ')).toContain('Aurora Bank');
    expect(view).toMatchObject({ policyHash: registered.policyHash.toString(), registry: gate.passRegistry });
  });

  it('says how long a bank’s decision takes to count, from the policy’s own times', () => {
    const view = (times: Partial<PolicyRecord>) =>
      viewPolicy({ policy: { ...registered, ...times }, gate, issuerNames, anchorTimes }).proofEffect;
    const times = { firstGrace: 60, grace: 600, maxProofAge: 3600 };
    expect(view(times)).toEqual({ anchored: 12, first: 72, renewal: 612 });
    expect(view({ ...times, grace: 3600, maxProofAge: 600 })).toEqual({ anchored: 12, first: 72, renewal: 612 });
  });

  it('shows no text that does not hash to the registered policy', () => {
    const policy = { ...registered, policyJson: canonicalPolicyJson({ age: { atLeast: 16 }, issuers: [1] }) };
    expect(() => viewPolicy({ policy, gate, issuerNames, anchorTimes })).toThrowError(
      expect.objectContaining({ code: 'ERR_POLICY_NOT_REGISTERED' }),
    );
  });
});

describe('compilePolicyDraft', () => {
  it('agrees with the registered policy of the same meaning', () => {
    const compiled = compilePolicyDraft({ policy: draft, issuerNames });
    expect(compiled).toMatchObject({
      policyHash: registered.policyHash.toString(),
      policyJson: registered.policyJson,
      warnings: [{ code: 'WARN_POLICY_ONE_ISSUER' }],
    });
  });

  it.each([
    [null, 'ERR_POLICY_MALFORMED'],
    [{ issuers: [1], residence: { in: ['XX'] } }, 'ERR_POLICY_COUNTRY_UNKNOWN'],
  ])('refuses %o', (policy, code) => {
    expect(() => compilePolicyDraft({ policy, issuerNames })).toThrowError(expect.objectContaining({ code }));
  });
});
