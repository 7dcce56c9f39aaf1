import { HTTP_ERROR_STATUS, HttpError } from '@postern/http-service';
import { IssuanceError, type IssuerContext, type OauthErrorCode, offerDpopNonce } from '@postern/issuer';
import type { Request, RequestHandler, Response } from 'express';

import type { RequestLimits } from './limit-requests.ts';
import { tenantOf } from './route-inputs.ts';

type Answer = { status: number; error: OauthErrorCode };

/** Wire codes of the specifications for the role's refusals. */
const ANSWERS: Readonly<Record<IssuanceError['code'], Answer>> = {
  ERR_ISSUANCE_REQUEST: { status: 400, error: 'invalid_request' },
  ERR_ISSUANCE_RESPONSE_TYPE: { status: 400, error: 'unsupported_response_type' },
  ERR_ISSUANCE_SCOPE: { status: 400, error: 'invalid_scope' },
  ERR_ISSUANCE_RESOURCE: { status: 400, error: 'invalid_target' },
  ERR_ISSUANCE_AUTHORIZATION_DETAILS: { status: 400, error: 'invalid_authorization_details' },
  ERR_ISSUANCE_CLIENT: { status: 401, error: 'invalid_client' },
  ERR_ISSUANCE_GRANT: { status: 400, error: 'invalid_grant' },
  ERR_ISSUANCE_GRANT_TYPE: { status: 400, error: 'unsupported_grant_type' },
  ERR_ISSUANCE_TOKEN: { status: 401, error: 'invalid_token' },
  ERR_ISSUANCE_DPOP: { status: 400, error: 'invalid_dpop_proof' },
  ERR_ISSUANCE_DPOP_NONCE: { status: 400, error: 'use_dpop_nonce' },
  ERR_ISSUANCE_CONFIGURATION: { status: 400, error: 'unknown_credential_configuration' },
  ERR_ISSUANCE_IDENTIFIER: { status: 400, error: 'unknown_credential_identifier' },
  ERR_ISSUANCE_ENCRYPTION: { status: 400, error: 'invalid_encryption_parameters' },
  ERR_ISSUANCE_PROOF: { status: 400, error: 'invalid_proof' },
  ERR_ISSUANCE_NONCE: { status: 400, error: 'invalid_nonce' },
  ERR_ISSUANCE_COMMITMENT_MISSING: { status: 400, error: 'invalid_proof' },
  ERR_ISSUANCE_COMMITMENT_DIFFERS: { status: 400, error: 'invalid_proof' },
  ERR_ISSUANCE_DENIED: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_APPROVAL_BROKEN: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_IDENTITY_UNSETTLED: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_REBINDING_UNAPPROVED: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_REBINDING_OPEN: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_REBINDING_CANCELLED: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_REBINDING_TOO_SOON: { status: 400, error: 'credential_request_denied' },
  ERR_ISSUANCE_OFFER: { status: 404, error: 'invalid_request' },
  ERR_ISSUANCE_TRANSACTION: { status: 400, error: 'invalid_transaction_id' },
  ERR_ISSUANCE_NOTIFICATION: { status: 400, error: 'invalid_notification_id' },
};

/** The code that stands for a refusal on the wire. */
export function wireCodeOf(error: IssuanceError): OauthErrorCode {
  return ANSWERS[error.code].error;
}

/** What a protected resource challenges with (RFC 6750 §3, RFC 9449 §7.1); an authorization server never does. */
const DPOP_ALGORITHMS = 'ES256 EdDSA ES256K';

export type OauthEndpoint = {
  context: IssuerContext;
  limits: RequestLimits;
  /** Name of the endpoint's limits. */
  limit: string;
  /** Code of this endpoint for a request that does not fit its shape. */
  malformed: OauthErrorCode;
  /** Where tokens are shown, refusals of a token or its proof are 401 with a challenge. */
  kind: 'authorization-server' | 'resource';
};

/**
 * Runs an OAuth-style endpoint: refusals become `{error, error_description, code}` (and `attempts_left`). No answer is
 * stored anywhere, and each hands the next DPoP nonce over where nonces are wanted.
 */
export function handleOauth(
  endpoint: OauthEndpoint,
  run: (request: Request, response: Response) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const nonce = await offerDpopNonce(endpoint.context, { tenant: tenantOf(request) });
    if (nonce !== undefined) response.set('DPoP-Nonce', nonce);
    try {
      await endpoint.limits.count(endpoint.limit, { request, response, tenant: tenantOf(request) });
      await run(request, response);
    } catch (error) {
      const answer = describe(error, endpoint, request);
      if (answer === undefined) throw error;
      await sendNonce(error, endpoint, request, response);
      response.locals.code = answer.code;
      if (answer.challenge !== undefined) response.set('WWW-Authenticate', answer.challenge);
      response
        .status(answer.status)
        .json({ error: answer.error, error_description: answer.description, code: answer.code, ...answer.extension });
    }
  };
}

/** A proof with a nonce that is not ours is told a good one, even where none is required. */
async function sendNonce(error: unknown, endpoint: OauthEndpoint, request: Request, response: Response): Promise<void> {
  if (!(error instanceof IssuanceError) || error.code !== 'ERR_ISSUANCE_DPOP_NONCE') return;
  const tenant = tenantOf(request);
  const nonce = await offerDpopNonce(endpoint.context, { tenant, always: true });
  if (nonce !== undefined) response.set('DPoP-Nonce', nonce);
}

function describe(error: unknown, endpoint: OauthEndpoint, request: Request) {
  if (error instanceof HttpError) {
    const status = HTTP_ERROR_STATUS[error.code];
    // Where no bank can be there is no endpoint either.
    if (status >= 500 || error.code === 'ERR_NOT_FOUND') return undefined;
    const wire = error.code === 'ERR_RATE_LIMITED' ? 'temporarily_unavailable' : endpoint.malformed;
    const description = toDescription(error.message);
    return { status, error: wire, code: error.code, description, extension: {}, challenge: undefined };
  }
  if (!(error instanceof IssuanceError)) return undefined;
  const { status: plainStatus, error: wireCode } = ANSWERS[error.code];
  const named = wireCode === 'invalid_request' ? endpoint.malformed : wireCode;
  const isProof = wireCode === 'invalid_dpop_proof' || wireCode === 'use_dpop_nonce';
  const status = isProof && endpoint.kind === 'resource' ? 401 : plainStatus;
  const challenge =
    status === 401 && endpoint.kind === 'resource' ? createChallenge({ error: wireCode, request }) : undefined;
  // Our extension: whoever holds the offer may know how often the transaction code can still be tried.
  const { attemptsLeft } = error.details;
  const extension = attemptsLeft === undefined ? {} : { attempts_left: attemptsLeft };
  return { status, error: named, code: error.code, description: toDescription(error.message), extension, challenge };
}

/** Under the scheme that was tried; a request without any is told of both (RFC 6750 §3: then without an error). */
function createChallenge(options: { error: OauthErrorCode; request: Request }): string {
  const { error, request } = options;
  const authorization = request.get('authorization');
  if (authorization === undefined) return `DPoP algs="${DPOP_ALGORITHMS}", Bearer`;
  return /^dpop /i.test(authorization) ? `DPoP error="${error}", algs="${DPOP_ALGORITHMS}"` : `Bearer error="${error}"`;
}

/** Only the characters that RFC 6749 §5.2 allows. */
function toDescription(message: string): string {
  return message.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'");
}
