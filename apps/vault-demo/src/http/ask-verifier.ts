import { HttpError } from '@postern/http-service';
import { VerifierClientError } from '@postern/sdk';

/** Status of what went wrong between this server and its verifier: nothing that the page can mend. */
export const VERIFIER_ERROR_STATUS = {
  ERR_VERIFIER_REFUSED: 502,
  ERR_VERIFIER_ANSWER: 502,
  ERR_VERIFIER_UNREACHABLE: 503,
} as const;

/**
 * Waits for the verifier. Of its refusals the page can understand two: there is no such thing, and too much was asked.
 *
 * @throws {HttpError} `ERR_NOT_FOUND`, `ERR_RATE_LIMITED`
 */
export async function askVerifier<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    const status = cause instanceof VerifierClientError ? cause.details.status : undefined;
    if (status === 404) throw new HttpError('ERR_NOT_FOUND', 'The verifier does not know it.', { cause });
    if (status === 429) throw new HttpError('ERR_RATE_LIMITED', 'Too many requests: wait and try again.', { cause });
    throw cause;
  }
}
