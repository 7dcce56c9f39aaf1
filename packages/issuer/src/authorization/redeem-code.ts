import { sha256 } from '@postern/credential';
import { bytesToBase64Url } from '@postern/primitives';
import { ISSUED_CONFIGURATION_IDS, type TokenResponse } from '@postern/protocol';

import { IssuanceError } from '../error.ts';
import { consumeOffer } from '../offer/redeem-offer.ts';
import type { IssuerContext } from '../ports.ts';
import { endGrant } from '../token/refresh-tokens.ts';
import { createId, equalSecrets, hashToken } from '../vault/hash-token.ts';

/**
 * Exchanges an authorization code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.6). Code and offer are consumed last, each
 * in one UPDATE, in one transaction: who lacks the verifier, the key or the exact redirect_uri burns nothing. A code that
 * comes a second time ends what the first one opened.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_GRANT`
 */
export async function redeemCode(
  context: IssuerContext,
  options: {
    tenant: string;
    code: string;
    redirectUri: string;
    codeVerifier: string;
    clientId: string;
    jkt: string | null;
  },
): Promise<TokenResponse> {
  const { store, clock, random } = context;
  const { tenant, clientId, jkt } = options;
  const codeHash = await hashToken(options.code);
  const row = await store.transaction((transaction) => transaction.findAuthorizationCode(tenant, codeHash));
  if (row === null || row.expiresAt <= clock.now()) throw refuse();
  const { request } = row;
  const challenge = bytesToBase64Url(await sha256(options.codeVerifier));
  const fits =
    request.clientId === clientId &&
    request.redirectUri === options.redirectUri &&
    (request.dpopJkt === null || request.dpopJkt === jkt) &&
    (await equalSecrets(request.codeChallenge, challenge));
  if (!fits) throw refuse();
  if (row.state === 'used') {
    if (row.grantId !== null) await endGrant(context, { tenant, grantId: row.grantId });
    throw refuse();
  }
  const grantId = createId(random);
  return store.transaction(async (transaction) => {
    const offer = await transaction.findOffer(tenant, row.offerId);
    if (offer === null || !(await transaction.useAuthorizationCode(codeHash, grantId))) throw refuse();
    const terms = {
      clientId,
      jkt,
      configurationIds: request.configurationIds ?? ISSUED_CONFIGURATION_IDS,
      byIdentifier: request.byIdentifier,
    };
    return consumeOffer(context, { transaction, offer, terms, grantId });
  });
}

function refuse(): IssuanceError {
  return new IssuanceError('ERR_ISSUANCE_GRANT', 'The code is not good here.');
}
