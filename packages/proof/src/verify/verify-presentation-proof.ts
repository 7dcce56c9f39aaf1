import * as snarkjs from 'snarkjs';

import type { VerificationKey } from '../keys/verification-key.ts';
import {
  assertSignalsInField,
  namePublicSignals,
  type Presentation,
  PresentationError,
  type PublicSignals,
} from '../presentation/presentation.ts';

export type VerifyPresentationProofOptions = {
  presentation: Presentation;
  /** Passed the gate `assertVerificationKeyAcceptable` before. */
  verificationKey: VerificationKey;
};

/**
 * Checks the proof against its public signals and gives them by name. Whether they are the expected ones (root, policy,
 * scope, binding, times) is for the caller to compare.
 *
 * @throws {PresentationError} a signal out of the field, or a proof that does not stand
 */
export async function verifyPresentationProof(options: VerifyPresentationProofOptions): Promise<PublicSignals> {
  const { presentation, verificationKey } = options;
  assertSignalsInField(presentation.publicSignals);
  await assertProofStands(presentation, verificationKey);
  return namePublicSignals(presentation);
}

async function assertProofStands(presentation: Presentation, verificationKey: VerificationKey): Promise<void> {
  const { a, b, c } = presentation.proof;
  const proof = {
    pi_a: [...a, '1'],
    pi_b: [[...b[0]], [...b[1]], ['1', '0']],
    pi_c: [...c, '1'],
    protocol: 'groth16',
    curve: 'bn128',
  };
  const stands = await snarkjs.groth16.verify(verificationKey, presentation.publicSignals, proof);
  if (!stands) {
    throw new PresentationError('ERR_PRESENTATION_PROOF_INVALID', 'The proof does not stand for its public signals.');
  }
}
