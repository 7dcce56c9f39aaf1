import type { Clock } from '@postern/primitives';
import { namePublicSignals, parsePresentation, type Presentation, type PublicSignals } from '@postern/proof/verify';
import { type AnchorTimes, computeProofEffect, type StatusFreshness } from '@postern/protocol';

import { PolicyRefusalError, PresentationMismatchError } from '../errors.ts';
import type { ChainReader, PolicyRecord, ProofVerifier, SecondOpinions } from '../ports.ts';
import { assertAgreed } from './assert-agreed.ts';
import { assertRootAccepted } from './assert-root-accepted.ts';
import { describeFreshness } from '../session/describe-freshness.ts';
import { assertTimesAcceptable } from './assert-times-acceptable.ts';
import { assertMadeFor, type ProofTarget } from './proof-target.ts';

export type VerifyPresentationOptions = {
  /** The question; everything that the presentation must match is taken from here and from the chain. */
  policyId: string;
  target: ProofTarget;
  /** As it came from outside. */
  presentation: unknown;
  ports: {
    chain: ChainReader;
    proofs: ProofVerifier;
    secondOpinions: SecondOpinions;
    clock: Clock;
    anchorTimes: AnchorTimes;
  };
};

export type VerifiedPresentation = {
  presentation: Presentation;
  /** Of the registry state that the proof was made from. */
  status: StatusFreshness;
};

/**
 * Decides whether a presentation answers a question. Checks run in the order written, cheap ones first, the pairing
 * last, and the second opinion after it; the first failure throws. The rules of `PassRegistry.admit`, so that nobody
 * pays for a refusal; a proof to a session is held to those of a first admission.
 *
 * @throws {PresentationError} not a presentation, or a signal out of the field
 * @throws {PresentationMismatchError} made for something else, or the proof does not stand
 * @throws {PolicyRefusalError} the policy, the registry's state or the time does not accept it
 * @throws {VerifierUnavailableError} a chain that cannot be asked, or a second opinion that disagrees
 */
export async function verifyPresentation(options: VerifyPresentationOptions): Promise<VerifiedPresentation> {
  const { policyId, target, ports } = options;
  const presentation = parsePresentation(options.presentation);
  const signals = namePublicSignals(presentation);

  const policy = await readOpenPolicy(policyId, ports.chain);
  assertPolicyHash(signals, policy);
  assertMadeFor({ signals, target, scopeId: policy.scopeId });
  // The time before the root: what was anchored by then is in the state that is judged.
  const blockTime = await ports.chain.readBlockTime();
  const { supersededAt } = await assertRootAccepted({ signals, policy, target, blockTime, chain: ports.chain });
  assertTimesAcceptable({ signals, policy, supersededAt, blockTime });
  await assertProofStands(presentation, ports.proofs);
  await assertAgreed(ports.secondOpinions.onProof(presentation));

  // A current state says what is anchored by the newest block, an earlier one what was until it was superseded.
  const asOf = supersededAt === 0 ? blockTime : supersededAt;
  const { first, renewal } = computeProofEffect({ ...ports.anchorTimes, ...policy });
  const bound = target.kind === 'session' ? first : renewal;
  return { presentation, status: describeFreshness({ asOf, now: ports.clock.now(), bound }) };
}

async function readOpenPolicy(policyId: string, chain: ChainReader): Promise<PolicyRecord> {
  const policy = await chain.readPolicy(policyId);
  if (policy === undefined) throw new PolicyRefusalError('ERR_POLICY_NOT_REGISTERED', 'The policy is not registered.');
  if (policy.stopped) throw new PolicyRefusalError('ERR_POLICY_STOPPED', 'The policy was stopped.');
  if (policy.closed) throw new PolicyRefusalError('ERR_POLICY_CLOSED', 'The policy admits nobody any more.');
  return policy;
}

function assertPolicyHash(signals: PublicSignals, policy: PolicyRecord): void {
  if (signals.policyHash !== policy.policyHash) {
    throw new PresentationMismatchError('ERR_PRESENTATION_OTHER_POLICY', 'The proof is about another policy.');
  }
}

async function assertProofStands(presentation: Presentation, proofs: ProofVerifier): Promise<void> {
  if (!(await proofs.verify(presentation))) {
    throw new PresentationMismatchError('ERR_PRESENTATION_PROOF_INVALID', 'The proof does not stand.');
  }
}
