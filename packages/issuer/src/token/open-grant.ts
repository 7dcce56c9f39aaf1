import type { TokenResponse } from '@postern/protocol';

import { addIssuance } from '../issuance/fix-issuance.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, GrantRow, OfferRow } from '../rows.ts';
import { createId } from '../vault/hash-token.ts';
import { addTokens } from './add-tokens.ts';

export type GrantTerms = Pick<GrantRow, 'clientId' | 'jkt' | 'configurationIds' | 'byIdentifier'>;

/** Turns a redeemed offer into a grant with its first tokens, in the caller's transaction. */
export async function openGrant(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; offer: OfferRow; terms: GrantTerms; grantId?: string },
): Promise<TokenResponse> {
  const { clock, random } = context;
  const { transaction, row, offer, terms } = options;
  const issuance = await addIssuance(context, {
    transaction,
    row,
    offerId: offer.offerId,
    mayRebind: offer.mayRebind,
  });
  const { clientId, jkt, configurationIds, byIdentifier } = terms;
  const grant: GrantRow = {
    grantId: options.grantId ?? createId(random),
    tenant: row.tenant,
    issuanceId: issuance.issuanceId,
    clientId,
    jkt,
    configurationIds,
    byIdentifier,
    createdAt: clock.now(),
    revokedAt: null,
  };
  await transaction.addGrant(grant);
  return addTokens(context, { transaction, grant });
}
