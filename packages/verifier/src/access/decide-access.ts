import type { AccessDecision, Denial } from '@postern/protocol';

import type { ChainReader, PassRecord, PolicyRecord } from '../ports.ts';

/**
 * Whether an account may pass a policy's gate now. The contract decides (`isAdmitted`); when it says no, the stored
 * pass and the policy tell why.
 *
 * @throws whatever the chain reader throws: no answer is never taken for a decision
 */
export async function decideAccess(options: {
  policyId: string;
  account: string;
  chain: ChainReader;
}): Promise<AccessDecision> {
  const { policyId, account, chain } = options;
  const [admitted, pass] = await Promise.all([
    chain.readIsAdmitted({ policyId, account }),
    chain.readPass({ policyId, account }),
  ]);
  const expiry = pass === undefined ? {} : { expiresAt: pass.expiresAt };
  if (admitted) return { policyId, account, admitted, ...expiry };
  const [policy, blockTime] = await Promise.all([chain.readPolicy(policyId), chain.readBlockTime()]);
  return { policyId, account, admitted, ...expiry, denial: explainNoAccess(policy, pass, blockTime) };
}

function explainNoAccess(policy: PolicyRecord | undefined, pass: PassRecord | undefined, blockTime: number): Denial {
  if (policy === undefined) {
    return { code: 'ERR_POLICY_NOT_REGISTERED', what: 'The policy is not in the registry.', remedy: 'Check its id.' };
  }
  if (policy.stopped) {
    return {
      code: 'ERR_POLICY_STOPPED',
      what: 'The policy was stopped; no pass counts.',
      remedy: 'The protocol must offer a newer policy.',
    };
  }
  if (pass === undefined) {
    return {
      code: 'ERR_PASS_NONE',
      what: 'The account has no pass.',
      remedy: 'Prove the policy and admit the account.',
    };
  }
  if (pass.admittedAt < policy.notBefore) {
    return {
      code: 'ERR_PASS_BEFORE_NOT_BEFORE',
      what: 'Passes admitted this early were ended by the guardian.',
      since: policy.notBefore,
      remedy: 'Prove the policy again.',
    };
  }
  return {
    code: 'ERR_PASS_EXPIRED',
    what: 'The pass has ended.',
    since: Math.min(pass.expiresAt, blockTime),
    remedy: 'Prove the policy again.',
  };
}
