import { zOauthError } from '@postern/protocol';

import { HolderError } from '../error.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import type { TokenSet } from './issuance-session.ts';
import { describeResource, postTokenRequest, readTokens } from './request-token.ts';
import type { SenderPorts } from './send-with-token.ts';

/**
 * Exchanges a refresh token (RFC 6749 §6). The DPoP key stays; a server that rotates refresh tokens gives a new one,
 * else the old one is kept.
 *
 * @throws {HolderError} ERR_TOKEN_EXPIRED there is no refresh token, or the server does not take it any more
 */
export async function refreshTokens(
  options: SenderPorts & { issuer: IssuerProfile; tokens: TokenSet },
): Promise<TokenSet> {
  const { tokens, clock } = options;
  if (tokens.refreshToken === undefined) throw new HolderError('ERR_TOKEN_EXPIRED', 'The access has ended.');
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: tokens.refreshToken,
    ...(tokens.clientId === undefined ? {} : { client_id: tokens.clientId }),
    ...describeResource(options.issuer),
  });
  const { dpopKey, clientId } = tokens;
  const { status, json } = await postTokenRequest({ ...options, form, dpopKey });
  if (status !== 200) {
    const error = zOauthError.safeParse(json).data?.error ?? `http_${status}`;
    throw new HolderError('ERR_TOKEN_EXPIRED', 'The access cannot be renewed.', { details: { error } });
  }
  const fresh = readTokens({ json, dpopKey, clientId, now: clock.now() });
  const { refreshToken, credentialIdentifiers } = tokens;
  return { refreshToken, ...(credentialIdentifiers === undefined ? {} : { credentialIdentifiers }), ...fresh };
}
