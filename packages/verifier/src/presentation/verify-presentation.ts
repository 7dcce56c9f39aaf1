import type { Clock } from '@postern/primitives';
import { namePublicSignals, parsePresentation, type Presentation, type PublicSignals } from '@postern/proof/verify';

import { PolicyRefusalError, PresentationMismatchError } from '../errors.ts';
import type { ChainReader, PolicyRecord, ProofVerifier } from '../ports.ts';
import { assertTimesAcceptable } from './assert-times-acceptable.ts';
import { assertMadeFor, type ProofTarget } from './proof-target.ts';

export type VerifyPresentationOptions = {
  /** The question; everything that the presentation must match is taken from here and from the chain. */
  policyId: string;
  target: ProofTarget;
  /** As it came from outside. */
  presentation: unknown;
  ports: { chain: ChainReader; proofs: ProofVerifier; clock: Clock };
};

/**
 * Decides whether a presentation answers a question. Checks run in the order written, cheap ones first, the pairing
 * last; the first failure throws. The same rules as `PassRegistry.admit`, so that nobody pays for a refusal; a proof to
 * a session keeps to the same times.
 *
 * @throws {PresentationError} not a presentation, or a signal out of the field
 * @throws {PresentationMismatchError} made for something else, or the proof does not stand
 * @throws {PolicyRefusalError} the policy, the registry's state or the time does not accept it
 */
export async function verifyPresentation(options: VerifyPresentationOptions): Promise<Presentation> {
  const { policyId, target, ports } = options;
  const presentation = parsePresentation(options.presentation);
  const signals = namePublicSignals(presentation);

  const policy = await readOpenPolicy(policyId, ports.chain);
  assertPolicyHash(signals, policy);
  assertMadeFor({ signals, target, scopeId: policy.scopeId });
  const { supersededAt } = await assertRootAccepted(signals, policy, ports.chain);
  assertTimesAcceptable({ signals, policy, supersededAt, blockTime: await ports.chain.readBlockTime() });
  await assertProofStands(presentation, ports.proofs);

  return presentation;
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

/** The current root counts whatever its age; a superseded one within the policy's grace, for proofs made before its end. */
async function assertRootAccepted(
  signals: PublicSignals,
  policy: PolicyRecord,
  chain: ChainReader,
): Promise<{ supersededAt: number }> {
  const { known, supersededAt } = await chain.readRoot(signals.registryRoot);
  if (!known) {
    throw new PolicyRefusalError('ERR_POLICY_ROOT_UNKNOWN', 'The registry does not know the root of this proof.');
  }
  const madeAfterwards = supersededAt !== 0 && signals.now > BigInt(supersededAt);
  if (madeAfterwards || (supersededAt !== 0 && (await chain.readBlockTime()) > supersededAt + policy.grace)) {
    throw new PolicyRefusalError('ERR_POLICY_ROOT_SUPERSEDED', 'The registry has moved on since this proof.', {
      details: { since: supersededAt },
    });
  }
  return { supersededAt };
}

async function assertProofStands(presentation: Presentation, proofs: ProofVerifier): Promise<void> {
  if (!(await proofs.verify(presentation))) {
    throw new PresentationMismatchError('ERR_PRESENTATION_PROOF_INVALID', 'The proof does not stand.');
  }
}
