import { zOauthError } from '@postern/protocol';

import { HolderError } from '../error.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import type { TokenSet } from './issuance-session.ts';
import { describeResource, postTokenRequest, readTokens } from './request-token.ts';
import type { SenderPorts } from './send-with-token.ts';
import type { PendingAuthorization } from './start-authorization.ts';

/**
 * Reads the state of a way back, so that the caller can find what it kept.
 *
 * @throws {HolderError} ERR_AUTHORIZATION_STATE there is none
 */
export function readAuthorizationState(redirectUrl: string): string {
  const state = parametersOf(redirectUrl).get('state');
  if (state === null) throw new HolderError('ERR_AUTHORIZATION_STATE', 'The way back belongs to no sign-in.');
  return state;
}

/**
 * Ends the authorization code flow: checks the way back and redeems the code.
 *
 * @param options.redirectUrl the address that the person came back to
 * @throws {HolderError} ERR_AUTHORIZATION_STATE another sign-in, ERR_AUTHORIZATION_ISSUER the answer is of another
 *   server than the one asked (mix-up, RFC 9207), ERR_AUTHORIZATION_DENIED, ERR_TOKEN_REFUSED
 */
export async function finishAuthorization(
  options: SenderPorts & { issuer: IssuerProfile; pending: PendingAuthorization; redirectUrl: string },
): Promise<TokenSet> {
  const { issuer, pending, redirectUrl, clock } = options;
  const server = issuer.authorizationServer;
  const parameters = parametersOf(redirectUrl);
  if (parameters.get('state') !== pending.state || parameters.getAll('code').length > 1) {
    throw new HolderError('ERR_AUTHORIZATION_STATE', 'The way back belongs to another sign-in.');
  }
  const named = parameters.get('iss');
  const isNamedWrongly =
    named === null ? server.authorization_response_iss_parameter_supported === true : named !== server.issuer;
  if (
    isNamedWrongly ||
    server.issuer !== pending.authorizationServer ||
    issuer.credentialIssuer !== pending.credentialIssuer
  ) {
    throw new HolderError('ERR_AUTHORIZATION_ISSUER', 'The answer is of another server than the one asked.');
  }
  const code = parameters.get('code');
  if (parameters.has('error') || code === null) {
    const error = (parameters.get('error') ?? 'unknown').slice(0, 64);
    throw new HolderError('ERR_AUTHORIZATION_DENIED', 'The issuer did not let the person through.', {
      details: { error },
    });
  }
  const { dpopKey, clientId } = pending;
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    code_verifier: pending.codeVerifier,
    redirect_uri: pending.redirectUri,
    client_id: clientId,
    ...describeResource(issuer),
  });
  const { status, json } = await postTokenRequest({ ...options, form, dpopKey });
  if (status !== 200) {
    const error = zOauthError.safeParse(json).data?.error ?? `http_${status}`;
    throw new HolderError('ERR_TOKEN_REFUSED', 'The issuer does not redeem the code.', { details: { error } });
  }
  return readTokens({ json, dpopKey, clientId, now: clock.now() });
}

function parametersOf(redirectUrl: string): URLSearchParams {
  const query = redirectUrl.includes('?') ? redirectUrl.slice(redirectUrl.indexOf('?') + 1) : '';
  return new URLSearchParams(query.split('#')[0]);
}
