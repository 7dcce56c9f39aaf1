import type { TokenResponse } from '@postern/protocol';

import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { GrantRow } from '../rows.ts';
import { createToken, hashToken } from '../vault/hash-token.ts';
import { describeAuthorizationDetails } from './credential-identifiers.ts';

/**
 * Adds fresh tokens to a grant and says so in the words of the token endpoint. A refresh token is given only where
 * tokens are bound to a key: unbound, it would be a key to the person's data for months.
 */
export async function addTokens(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; grant: GrantRow },
): Promise<TokenResponse> {
  const { clock, random, settings } = context;
  const { transaction, grant } = options;
  const { tenant, grantId } = grant;
  const now = clock.now();
  const accessToken = createToken(random);
  await transaction.addAccessToken({
    tokenHash: await hashToken(accessToken),
    tenant,
    grantId,
    expiresAt: now + settings.accessTokenLifeSeconds,
  });
  const refreshToken = grant.jkt === null ? undefined : createToken(random);
  if (refreshToken !== undefined) {
    await transaction.addRefreshToken({
      tokenHash: await hashToken(refreshToken),
      tenant,
      grantId,
      state: 'open',
      expiresAt: now + settings.refreshTokenLifeSeconds,
    });
  }
  return {
    access_token: accessToken,
    token_type: grant.jkt === null ? 'Bearer' : 'DPoP',
    expires_in: settings.accessTokenLifeSeconds,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(grant.byIdentifier ? { authorization_details: describeAuthorizationDetails(grant) } : {}),
  };
}
