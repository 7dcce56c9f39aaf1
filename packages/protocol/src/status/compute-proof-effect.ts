import type { AnchorTimes } from './compute-anchor-times.ts';

/** Longest times from a bank's decision to its effect on proofs of one policy, seconds. */
export type ProofEffect = {
  /** Until the chain has it: then a reinstatement counts. */
  anchored: number;
  /** Until our verifier refuses every proof: anchored, and every proof of the state before is too old. */
  verifier: number;
  /** Until the pass registry refuses a first pass or a renewal. */
  passRegistry: number;
};

/** The limits that `PolicyRegistry` sets for a policy's times, seconds; no policy is slower than these. */
export const SLOWEST_POLICY = { grace: 86_400, maxProofAge: 86_400 } as const;

/**
 * The bound from a bank's decision to the refusal of proofs under one policy. A proof names the registry state that it
 * was made from. Once a state is superseded, our verifier takes proofs that are dated before that moment, for the
 * policy's grace and while they are no older than it allows: the shorter of the two ends it. The pass registry takes
 * proofs of a superseded state whatever their date, so there the grace alone ends it.
 */
export function computeProofEffect(
  options: AnchorTimes & {
    /** The policy's, seconds. */
    grace: number;
    maxProofAge: number;
  },
): ProofEffect {
  const { anchorInterval, confirmation, grace, maxProofAge } = options;
  const anchored = anchorInterval + confirmation;
  return { anchored, verifier: anchored + Math.min(grace, maxProofAge), passRegistry: anchored + grace };
}
