import type { TokenResponse } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import { fixIssuance } from '../issuance/fix-issuance.ts';
import type { IssuerContext } from '../ports.ts';
import { createToken, equalSecrets, hashToken } from '../vault/hash-token.ts';
import { openTxCode } from './offer-secrets.ts';

/** Wrong transaction codes that an offer survives, less one: the fifth wrong one locks it. */
export const MAX_TX_CODE_TRIES = 5;

/**
 * Exchanges a pre-authorized code and its transaction code for an access token (OpenID4VCI 1.0 §6). Each try is
 * counted, in one UPDATE and durably, before the code is compared, so that parallel guesses get five tries together;
 * the offer is consumed last, so that a wrong code does not burn it.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_REQUEST` no transaction code; `ERR_ISSUANCE_GRANT` everything else,
 *   with `details.attemptsLeft` when the transaction code was wrong
 */
export async function redeemOffer(
  context: IssuerContext,
  options: { tenant: string; code: string; txCode: string | undefined },
): Promise<TokenResponse> {
  const { store, vault, clock, random, settings } = context;
  const { tenant, txCode } = options;
  if (txCode === undefined || txCode === '') {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'The transaction code is missing.');
  }
  const codeHash = await hashToken(options.code);
  const offer = await store.transaction((transaction) =>
    transaction.countOfferTry({ tenant, codeHash, now: clock.now(), limit: MAX_TX_CODE_TRIES }),
  );
  if (offer === null) throw new IssuanceError('ERR_ISSUANCE_GRANT', 'The offer is not open to this code.');
  if (!(await equalSecrets(await openTxCode({ vault, offer }), txCode))) {
    if (offer.tries >= MAX_TX_CODE_TRIES) await lockOffer(context, offer);
    throw new IssuanceError('ERR_ISSUANCE_GRANT', 'The offer is not open to this code.', {
      details: { attemptsLeft: Math.max(0, MAX_TX_CODE_TRIES - offer.tries) },
    });
  }
  const accessToken = createToken(random);
  await store.transaction(async (transaction) => {
    const row = await transaction.lockCase(tenant, offer.caseId);
    const open = row !== null && (row.state === 'approved' || row.state === 'active');
    if (!open || !(await transaction.closeOffer(offer.offerId, 'redeemed'))) {
      throw new IssuanceError('ERR_ISSUANCE_GRANT', 'The offer is not open to this code.');
    }
    const issuance = await fixIssuance(context, { transaction, row, offerId: offer.offerId });
    await transaction.addAccessToken({
      tokenHash: await hashToken(accessToken),
      tenant,
      issuanceId: issuance.issuanceId,
      expiresAt: clock.now() + settings.accessTokenLifeSeconds,
    });
    await appendAudit({
      transaction,
      tenant,
      at: clock.now(),
      actor: 'wallet',
      action: 'offer_redeemed',
      caseId: row.caseId,
    });
  });
  return { access_token: accessToken, token_type: 'Bearer', expires_in: settings.accessTokenLifeSeconds };
}

async function lockOffer(
  context: IssuerContext,
  options: { tenant: string; offerId: string; caseId: string },
): Promise<void> {
  await context.store.transaction(async (transaction) => {
    if (!(await transaction.closeOffer(options.offerId, 'locked'))) return;
    await appendAudit({
      transaction,
      tenant: options.tenant,
      at: context.clock.now(),
      actor: 'wallet',
      action: 'offer_locked',
      caseId: options.caseId,
    });
  });
}
