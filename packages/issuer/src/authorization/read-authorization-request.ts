import { type IssuanceAuthorizationRequest, ISSUED_CONFIGURATION_IDS } from '@postern/protocol';

import { IssuanceError } from '../error.ts';
import type { WalletClient } from '../ports.ts';
import type { AuthorizationTerms } from '../rows.ts';
import { assertResource } from '../token/assert-resource.ts';
import { readAuthorizationDetails } from '../token/credential-identifiers.ts';
import { readRedirectUri } from './read-redirect-uri.ts';

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
  /** Registered wallets. */
  clients: readonly WalletClient[];
}): AuthorizationTerms {
  const { params, issuer, jkt, clients } = options;
  readRedirectUri({ redirectUri: params.redirect_uri, clientId: params.client_id, clients });
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
