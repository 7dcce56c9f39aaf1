import type { Denial } from '@postern/protocol';

/** Errors that a wallet sends in place of an answer (OpenID4VP 1.0 §8.5, RFC 6749 §4.1.2.1), but for the person's own no. */
const MEANINGS: Readonly<Record<string, readonly [code: string, what: string]>> = {
  invalid_request: ['ERR_WALLET_INVALID_REQUEST', 'The wallet could not read the request.'],
  invalid_scope: ['ERR_WALLET_INVALID_SCOPE', 'The wallet does not know what is asked for.'],
  invalid_client: ['ERR_WALLET_INVALID_CLIENT', 'The wallet does not take this verifier as it names itself.'],
  vp_formats_not_supported: ['ERR_WALLET_FORMATS', 'The wallet has none of the formats that are asked for.'],
  invalid_request_uri_method: ['ERR_WALLET_REQUEST_URI_METHOD', 'The wallet does not fetch requests that way.'],
  invalid_transaction_data: ['ERR_WALLET_TRANSACTION_DATA', 'The wallet does not understand what is to be agreed to.'],
  wallet_unavailable: ['ERR_WALLET_UNAVAILABLE', 'The wallet could not be used.'],
  server_error: ['ERR_WALLET_FAILED', 'The wallet failed.'],
  temporarily_unavailable: ['ERR_WALLET_UNAVAILABLE', 'The wallet could not be used.'],
};

/**
 * What a wallet's error means; undefined for `access_denied`: then the person said no, or has nothing that answers, and
 * nobody is told which.
 */
export function describeWalletError(error: string): Denial | undefined {
  if (error === 'access_denied') return undefined;
  const known = Object.hasOwn(MEANINGS, error) ? MEANINGS[error] : undefined;
  const [code, what] = known ?? ['ERR_WALLET_OTHER', 'The wallet gave an error of its own.'];
  return { code, what, remedy: 'Try again, or use another wallet.' };
}
