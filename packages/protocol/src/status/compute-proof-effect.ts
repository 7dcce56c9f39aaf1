import { type AnchorTimes, computeAnchorBound } from './compute-anchor-times.ts';

/** Longest times from a bank's decision to its effect on proofs of one policy, seconds. */
export type ProofEffect = {
  /** Until the chain has it: then a reinstatement counts. */
  anchored: number;
  /** Until no proof of the state before gives a first pass, moves one, or answers a session of our verifier. */
  first: number;
  /** Until none of them renews a pass that counts either. */
  renewal: number;
};

/** The limits that `PolicyRegistry` sets for a policy's times, seconds; no policy is slower than these. */
export const SLOWEST_POLICY = { grace: 86_400, firstGrace: 86_400, maxProofAge: 86_400 } as const;

/**
 * The bound from a bank's decision to the refusal of proofs under one policy. A proof names the registry state that it
 * was made from. Once a state is superseded, pass registry and verifier take proofs that are dated before that moment, for
 * the policy's grace and while they are no older than it allows: the shorter of the two ends it.
 */
export function computeProofEffect(
  options: AnchorTimes & {
    /** The policy's, seconds. */
    grace: number;
    firstGrace: number;
    maxProofAge: number;
  },
): ProofEffect {
  const { grace, firstGrace, maxProofAge } = options;
  const anchored = computeAnchorBound(options);
  return {
    anchored,
    first: anchored + Math.min(firstGrace, maxProofAge),
    renewal: anchored + Math.min(grace, maxProofAge),
  };
}
