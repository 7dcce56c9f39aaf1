import { PosternError } from '@postern/primitives';

import { PolicyRefusalError, PresentationMismatchError, VerifierUnavailableError } from '../errors.ts';
import type { StatusReader } from '../ports.ts';

/** The credential points to nothing that could be read, whoever asks and whenever. */
const FAULTS_OF_CREDENTIAL = ['ERR_STATUS_LIST_INDEX', 'ERR_STATUS_LIST_UNSUPPORTED'];

/**
 * Checks that the issuer says nothing against a credential now. No status is not a good status: a list that cannot be
 * had, or is not the issuer's, decides nothing, and the caller may try again.
 *
 * @returns as of when the issuer says so, unix seconds
 * @throws {PolicyRefusalError} revoked, suspended, or a status whose meaning is not known here
 * @throws {PresentationMismatchError} `ERR_PRESENTATION_STATUS_REFERENCE` an index outside the list, or another scheme
 * @throws {VerifierUnavailableError} `ERR_STATUS_UNAVAILABLE`
 */
export async function assertStatusGood(
  options: Parameters<StatusReader['readStatus']>[0] & { status: StatusReader },
): Promise<number> {
  const { status, ...query } = options;
  const { status: value, asOf } = await status.readStatus(query).catch((cause: unknown) => {
    if (!(cause instanceof PosternError) || cause instanceof VerifierUnavailableError) throw cause;
    if (FAULTS_OF_CREDENTIAL.includes(cause.code)) {
      throw new PresentationMismatchError(
        'ERR_PRESENTATION_STATUS_REFERENCE',
        'The status of the credential is nowhere.',
        {
          cause,
        },
      );
    }
    throw new VerifierUnavailableError('ERR_STATUS_UNAVAILABLE', 'The status of the credential cannot be had now.', {
      cause,
    });
  });
  if (value === 'valid') return asOf;
  if (value === 'suspended') {
    throw new PolicyRefusalError('ERR_POLICY_CREDENTIAL_SUSPENDED', 'The issuer suspended the credential.');
  }
  if (value === 'revoked') {
    throw new PolicyRefusalError('ERR_POLICY_CREDENTIAL_REVOKED', 'The issuer revoked the credential.');
  }
  throw new PolicyRefusalError('ERR_POLICY_CREDENTIAL_STATUS', 'The issuer gave the credential a status of its own.');
}
