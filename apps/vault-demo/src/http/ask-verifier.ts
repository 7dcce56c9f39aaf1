import { HttpError } from '@postern/http-service';
import { VerifierClientError } from '@postern/sdk';

/** Status of what went wrong between this server and its verifier: nothing that the page can mend. */
export const VERIFIER_ERROR_STATUS = {
  ERR_VERIFIER_REFUSED: 502,
  ERR_VERIFIER_ANSWER: 502,
} as const;

/**
 * Waits for the verifier. Of its refusals the page can understand two: there is no such thing, and too much was asked.
 *
 * @throws {HttpError} `ERR_NOT_FOUND`, `ERR_RATE_LIMITED`, `ERR_UPSTREAM_UNREACHABLE`
 */
export async function askVerifier<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof VerifierClientError)) throw cause;
    const { status } = cause.details;
    if (status === 404) throw new HttpError('ERR_NOT_FOUND', 'The verifier does not know it.', { cause });
    if (status === 429) throw new HttpError('ERR_RATE_LIMITED', 'Too many requests: wait and try again.', { cause });
    // It is away, or something that it needs is: neither is a fault of this app nor of who asks.
    if (cause.code === 'ERR_VERIFIER_UNREACHABLE' || status === 503) {
      throw new HttpError('ERR_UPSTREAM_UNREACHABLE', 'The verifier does not answer now.', { cause });
    }
    throw cause;
  }
}
