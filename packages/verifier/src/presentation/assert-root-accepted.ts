import type { PublicSignals } from '@postern/proof/verify';

import { PolicyRefusalError } from '../errors.ts';
import type { ChainReader, PolicyRecord } from '../ports.ts';
import type { ProofTarget } from './proof-target.ts';

export type AcceptedRoot = {
  /** Unix seconds; 0 while the root is the current one. */
  supersededAt: number;
};

/**
 * The current root counts whatever its age; a superseded one for proofs that were made while it stood, and for a time:
 * the policy's `grace` when a pass that counts is renewed, `firstGrace` for everything else, as the pass registry has it.
 * A session has no earlier pass, so a proof to one is a first proof each time.
 *
 * @throws {PolicyRefusalError} `ERR_POLICY_ROOT_UNKNOWN`, `ERR_POLICY_ROOT_SUPERSEDED`
 */
export async function assertRootAccepted(options: {
  signals: PublicSignals;
  policy: PolicyRecord;
  target: ProofTarget;
  /** Timestamp of the latest block, unix seconds. */
  blockTime: number;
  chain: ChainReader;
}): Promise<AcceptedRoot> {
  const { signals, policy, blockTime, chain } = options;
  const { known, supersededAt } = await chain.readRoot(signals.registryRoot);
  if (!known) {
    throw new PolicyRefusalError('ERR_POLICY_ROOT_UNKNOWN', 'The registry does not know the root of this proof.');
  }
  if (supersededAt === 0) return { supersededAt };
  const age = blockTime - supersededAt;
  const isDatedAfter = signals.now > BigInt(supersededAt);
  const isOver = isDatedAfter || age > policy.grace || (age > policy.firstGrace && !(await renewsPass(options)));
  if (isOver) {
    throw new PolicyRefusalError('ERR_POLICY_ROOT_SUPERSEDED', 'The registry has moved on since this proof.', {
      details: { since: supersededAt },
    });
  }
  return { supersededAt };
}

/** Whether the account has a pass that counts, of this person, who is still bound to this account. */
async function renewsPass(options: {
  signals: PublicSignals;
  policy: PolicyRecord;
  target: ProofTarget;
  blockTime: number;
  chain: ChainReader;
}): Promise<boolean> {
  const { signals, policy, target, blockTime, chain } = options;
  if (target.kind !== 'account') return false;
  const { policyId, notBefore } = policy;
  const nullifierTag = BigInt.asUintN(TAG_BITS, signals.nullifier);
  const pass = await chain.readPass({ policyId, account: target.account });
  if (pass === undefined || pass.nullifierTag !== nullifierTag) return false;
  if (blockTime >= pass.expiresAt || pass.admittedAt < notBefore) return false;
  const bound = await chain.readPersonAccount({ scope: signals.scope, nullifierTag });
  return bound !== undefined && BigInt(bound) === BigInt(target.account);
}

/** The pass registry keys people by the lowest bits of the nullifier. */
const TAG_BITS = 176;
