import type { StatusChecker, StatusReading } from '../status/create-status-checker.ts';
import { CredentialCheckError } from './credential-check.ts';
import type { CredentialView, StatusReference } from './verify-credential.ts';

/** What each status means to a verifier. */
const REFUSALS = {
  revoked: 'ERR_CREDENTIAL_REVOKED',
  suspended: 'ERR_CREDENTIAL_SUSPENDED',
  unknown: 'ERR_CREDENTIAL_STATUS_UNKNOWN',
} as const;

/**
 * Every status of the credential says that it is good.
 *
 * @throws {CredentialCheckError} revoked, suspended, not understood, or not to be had
 */
export async function assertStatus(options: { credential: CredentialView; status: StatusChecker }): Promise<void> {
  const { credential, status } = options;
  for (const reference of credential.statuses) {
    const { status: found } = await readStatus(status, reference, credential.issuer);
    if (found !== 'valid') throw new CredentialCheckError(REFUSALS[found], 'The issuer has withdrawn the credential.');
  }
}

async function readStatus(status: StatusChecker, reference: StatusReference, issuer: string): Promise<StatusReading> {
  try {
    if (reference.kind === 'token') return await status.checkTokenStatus({ ...reference, issuer });
    return await status.checkBitstringStatus({ ...reference, issuer });
  } catch (cause) {
    // Whatever keeps us from knowing: a dead host, a forged list, a broken one. The answer is the same, no.
    throw new CredentialCheckError('ERR_CREDENTIAL_STATUS_UNAVAILABLE', 'The status could not be established.', {
      cause,
    });
  }
}
