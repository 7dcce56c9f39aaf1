import type { VerificationKey } from '../keys/verification-key.ts';
import {
  namePublicSignals,
  parsePresentation,
  type Presentation,
  type PublicSignals,
} from '../presentation/presentation.ts';
import { PRESENTATION_CHECKS } from './presentation-checks.ts';

export type VerifyPresentationProofOptions = {
  presentation: Presentation;
  /** Passed the gate `assertVerificationKeyAcceptable` before. */
  verificationKey: VerificationKey;
};

/**
 * Checks the proof against its public signals and gives them by name; starts no worker. Whether they are the expected
 * ones (root, policy, scope, binding, times) is for the caller to compare.
 *
 * @throws {PresentationError} `ERR_PRESENTATION_MALFORMED` another way of writing than the format's, or the first of
 *   `PRESENTATION_CHECKS` that fails: a signal out of the field, a point out of its group, or a proof that does not stand
 */
export async function verifyPresentationProof(options: VerifyPresentationProofOptions): Promise<PublicSignals> {
  // A caller's type is no proof of what it holds: `01` or ` 1` is a number for the curve and another text for a store.
  const presentation = parsePresentation(options.presentation);
  for (const { check } of PRESENTATION_CHECKS) await check({ ...options, presentation });
  return namePublicSignals(presentation);
}
