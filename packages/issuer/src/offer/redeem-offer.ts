import type { TokenResponse } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import { readIssuanceState } from '../issuance/fix-issuance.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { OfferRow } from '../rows.ts';
import { type GrantTerms, openGrant } from '../token/open-grant.ts';
import { hashToken } from '../vault/hash-token.ts';
import { checkTxCode } from './check-tx-code.ts';

/**
 * Exchanges a pre-authorized code and its transaction code for tokens (OpenID4VCI 1.0 §6). The offer is consumed last,
 * so that a wrong code does not burn it.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_REQUEST` no transaction code; `ERR_ISSUANCE_GRANT` everything else,
 *   with `details.attemptsLeft` when the transaction code was wrong
 */
export async function redeemOffer(
  context: IssuerContext,
  options: { tenant: string; code: string; txCode: string | undefined; terms: GrantTerms },
): Promise<TokenResponse> {
  const { tenant, txCode, terms } = options;
  if (txCode === undefined || txCode === '') {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'The transaction code is missing.');
  }
  const offer = await checkTxCode(context, { tenant, name: { codeHash: await hashToken(options.code) }, txCode });
  return context.store.transaction((transaction) => consumeOffer(context, { transaction, offer, terms }));
}

/**
 * Consumes an offer, in one UPDATE, and opens its grant, in the caller's transaction.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_GRANT` somebody else was first, or the case no longer allows it
 */
export async function consumeOffer(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; offer: OfferRow; terms: GrantTerms; grantId?: string },
): Promise<TokenResponse> {
  const { transaction, offer } = options;
  const { tenant, caseId, offerId } = offer;
  const row = await transaction.lockCase(tenant, caseId);
  const state = row === null ? 'closed' : readIssuanceState(row);
  const allowed = state === 'open' || (state === 'waiting' && offer.early);
  if (row === null || !allowed || !(await transaction.closeOffer(offerId, 'redeemed'))) {
    throw new IssuanceError('ERR_ISSUANCE_GRANT', 'The offer is not open to this code.');
  }
  const tokens = await openGrant(context, { ...options, row });
  const at = context.clock.now();
  await appendAudit({ transaction, tenant, at, actor: 'wallet', action: 'offer_redeemed', caseId });
  return tokens;
}
