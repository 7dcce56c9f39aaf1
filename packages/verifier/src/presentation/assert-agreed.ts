import { VerifierUnavailableError } from '../errors.ts';

/**
 * Refuses what a second opinion does not take. Nobody knows which of the two is wrong, so it is told as our fault and
 * leaves no denial: the person may well be honest.
 *
 * @throws {VerifierUnavailableError} `ERR_VERIFIER_SECOND_OPINION`
 */
export async function assertAgreed(opinion: Promise<boolean>): Promise<void> {
  if (!(await opinion)) {
    throw new VerifierUnavailableError(
      'ERR_VERIFIER_SECOND_OPINION',
      'Two checks of the same thing do not agree here.',
    );
  }
}
