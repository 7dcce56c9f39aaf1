import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext, OfferName } from '../ports.ts';
import type { OfferRow } from '../rows.ts';
import { equalSecrets } from '../vault/hash-token.ts';
import { openTxCode } from './offer-secrets.ts';

/** Wrong transaction codes that an offer survives, less one: the fifth wrong one locks it. */
export const MAX_TX_CODE_TRIES = 5;

/**
 * Finds an open offer and compares its transaction code. Each try is counted, in one UPDATE and durably, before the code
 * is compared, so that parallel guesses get five tries together, whichever way they come. The offer stays open.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_GRANT`, with `details.attemptsLeft` when the transaction code was wrong
 */
export async function checkTxCode(
  context: IssuerContext,
  options: { tenant: string; name: OfferName; txCode: string },
): Promise<OfferRow> {
  const { store, vault, clock } = context;
  const { tenant, name, txCode } = options;
  const offer = await store.transaction((transaction) =>
    transaction.countOfferTry({ ...name, tenant, now: clock.now(), limit: MAX_TX_CODE_TRIES }),
  );
  if (offer === null) throw new IssuanceError('ERR_ISSUANCE_GRANT', 'The offer is not open to this code.');
  if (await equalSecrets(await openTxCode({ vault, offer }), txCode)) return offer;
  if (offer.tries >= MAX_TX_CODE_TRIES) await lockOffer(context, offer);
  throw new IssuanceError('ERR_ISSUANCE_GRANT', 'The offer is not open to this code.', {
    details: { attemptsLeft: Math.max(0, MAX_TX_CODE_TRIES - offer.tries) },
  });
}

async function lockOffer(context: IssuerContext, offer: OfferRow): Promise<void> {
  const { tenant, caseId, offerId } = offer;
  await context.store.transaction(async (transaction) => {
    if (!(await transaction.closeOffer(offerId, 'locked'))) return;
    const at = context.clock.now();
    await appendAudit({ transaction, tenant, at, actor: 'wallet', action: 'offer_locked', caseId });
  });
}
