import { HttpError } from '@postern/http-service';
import { IssuanceError, type OauthErrorCode } from '@postern/issuer';
import type { Request, RequestHandler, Response } from 'express';

type Answer = { status: number; error: OauthErrorCode };

/** Wire codes of OpenID4VCI 1.0 §6.3 and §8.3.1 for the role's refusals. */
const ANSWERS: Readonly<Record<IssuanceError['code'], Answer>> = {
  ERR_ISSUANCE_REQUEST: { status: 400, error: 'invalid_request' },
  ERR_ISSUANCE_GRANT: { status: 400, error: 'invalid_grant' },
  ERR_ISSUANCE_GRANT_TYPE: { status: 400, error: 'unsupported_grant_type' },
  ERR_ISSUANCE_TOKEN: { status: 401, error: 'invalid_token' },
  ERR_ISSUANCE_CONFIGURATION: { status: 400, error: 'unknown_credential_configuration' },
  ERR_ISSUANCE_PROOF: { status: 400, error: 'invalid_proof' },
  ERR_ISSUANCE_NONCE: { status: 400, error: 'invalid_nonce' },
  ERR_ISSUANCE_COMMITMENT_MISSING: { status: 400, error: 'invalid_proof' },
  ERR_ISSUANCE_COMMITMENT_DIFFERS: { status: 400, error: 'invalid_proof' },
  ERR_ISSUANCE_DENIED: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_REBINDING_TOO_SOON: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_LEAF_MISSING: { status: 503, error: 'temporarily_unavailable' },
  ERR_ISSUANCE_OFFER: { status: 404, error: 'invalid_request' },
  ERR_ISSUANCE_NOTIFICATION: { status: 400, error: 'invalid_notification_id' },
};

/**
 * Runs an OAuth-style endpoint: refusals become `{error, error_description, code}` (and `attempts_left`). `malformed` is the code of this
 * endpoint for a request that does not fit its shape.
 */
export function handleOauth(
  malformed: OauthErrorCode,
  run: (request: Request, response: Response) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      await run(request, response);
    } catch (error) {
      const answer = describe(error, malformed);
      if (answer === undefined) throw error;
      response.locals.code = answer.code;
      if (answer.status === 401) response.set('WWW-Authenticate', 'Bearer error="invalid_token"');
      if (answer.status === 503) response.set('Retry-After', '5');
      response
        .status(answer.status)
        .json({ error: answer.error, error_description: answer.description, code: answer.code, ...answer.extension });
    }
  };
}

function describe(error: unknown, malformed: OauthErrorCode) {
  if (error instanceof HttpError) {
    const description = toDescription(error.message);
    return { status: 400, error: malformed, code: error.code, description, extension: {} };
  }
  if (!(error instanceof IssuanceError)) return undefined;
  const { status, error: wireCode } = ANSWERS[error.code];
  const named = wireCode === 'invalid_request' ? malformed : wireCode;
  // Our extension: whoever holds the offer may know how often the transaction code can still be tried.
  const { attemptsLeft } = error.details;
  const extension = attemptsLeft === undefined ? {} : { attempts_left: attemptsLeft };
  return { status, error: named, code: error.code, description: toDescription(error.message), extension };
}

/** Only the characters that RFC 6749 §5.2 allows. */
function toDescription(message: string): string {
  return message.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'");
}
