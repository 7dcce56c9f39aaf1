import { type IssuanceAuthorizationRequest, ISSUED_CONFIGURATION_IDS } from '@postern/protocol';

import { IssuanceError } from '../error.ts';
import type { AuthorizationTerms } from '../rows.ts';
import { assertResource } from '../token/assert-resource.ts';
import { readAuthorizationDetails } from '../token/credential-identifiers.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Where answers to an authorization request go. Nothing may be sent there before this has passed.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_REQUEST` not an https address, or http on this machine
 */
export function readRedirectUri(redirectUri: string): URL {
  const refused = new IssuanceError('ERR_ISSUANCE_REQUEST', 'The redirect_uri is not an https or loopback address.');
  if (!URL.canParse(redirectUri)) throw refused;
  const url = new URL(redirectUri);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!secure || url.username !== '' || url.password !== '' || redirectUri.includes('#')) throw refused;
  return url;
}

/**
 * Checks an authorization request (RFC 6749 §4.1.1, RFC 7636 with S256 only, OpenID4VCI 1.0 §5.1). What is asked for
 * comes as `authorization_details`, as `scope`, or follows from the offer that `issuer_state` names.
 *
 * @throws {IssuanceError} the first rule that is broken
 */
export function readAuthorizationRequest(options: {
  params: IssuanceAuthorizationRequest;
  issuer: string;
  /** Thumbprint that a DPoP proof beside the request has proven. */
  jkt: string | null;
}): AuthorizationTerms {
  const { params, issuer, jkt } = options;
  readRedirectUri(params.redirect_uri);
  assertResource({ resource: params.resource, issuer });
  if (params.response_type !== 'code') {
    throw new IssuanceError('ERR_ISSUANCE_RESPONSE_TYPE', 'Only the response type code is supported.');
  }
  const codeChallenge = params.code_challenge ?? '';
  if (params.code_challenge_method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(codeChallenge)) {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'A PKCE code_challenge of method S256 is needed.');
  }
  const dpopJkt = params.dpop_jkt ?? jkt;
  if (jkt !== null && dpopJkt !== jkt) {
    throw new IssuanceError('ERR_ISSUANCE_DPOP', 'dpop_jkt is not the key of the DPoP proof.');
  }
  const details = params.authorization_details;
  const fromDetails = details === undefined ? null : readAuthorizationDetails({ text: details, issuer });
  const fromScope = params.scope === undefined ? null : readScope(params.scope);
  if (fromDetails === null && fromScope === null && params.issuer_state === undefined) {
    throw new IssuanceError('ERR_ISSUANCE_SCOPE', 'The request names no credential.');
  }
  return {
    clientId: params.client_id,
    redirectUri: params.redirect_uri,
    codeChallenge,
    state: params.state ?? null,
    configurationIds: fromDetails ?? fromScope,
    byIdentifier: fromDetails !== null,
    issuerState: params.issuer_state ?? null,
    dpopJkt,
  };
}

/** A scope value is a configuration's name; values that mean nothing here are ignored, as long as one does. */
function readScope(scope: string): string[] {
  const known = [...new Set(scope.split(' '))].filter((value) => ISSUED_CONFIGURATION_IDS.includes(value));
  if (known.length === 0) throw new IssuanceError('ERR_ISSUANCE_SCOPE', 'No value of the scope names a credential.');
  return known;
}
