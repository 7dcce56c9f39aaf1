import type { CredentialOffer } from '@postern/protocol';
import type { Random } from '@postern/primitives';

import { appendAudit } from '../audit/append-audit.ts';
import { CaseError, IssuanceError } from '../error.ts';
import type { Once } from '../idempotency/run-once.ts';
import { readIssuanceState } from '../issuance/fix-issuance.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, OfferRow } from '../rows.ts';
import { createId, createToken, hashToken } from '../vault/hash-token.ts';
import { hashCollectionCode, readCollectionCode } from './collection-code.ts';
import { createOfferDocument } from './create-offer-document.ts';
import { sealOfferSecret } from './offer-secrets.ts';
import { readOfferState } from './read-offer-state.ts';

/**
 * Opens a fresh offer for a case inside the caller's transaction; older ones are withdrawn. An early offer is for a case
 * that is not decided yet: what is asked for with it is deferred until the decision. Only an offer that two people
 * decided on (`mayRebind`) lets another wallet take the place of the one that holds the case's live credential.
 *
 * @throws {CaseError} `ERR_CASE_TRANSITION` a state that has no offers
 */
export async function addOffer(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; actor: string; early?: boolean; mayRebind?: boolean },
): Promise<OfferRow> {
  const { vault, clock, random, settings } = context;
  const { transaction, row, actor, early = false, mayRebind = false } = options;
  if (readIssuanceState(row) !== (early ? 'waiting' : 'open')) {
    throw new CaseError('ERR_CASE_TRANSITION', 'Only an approved case can be offered a credential.', {
      details: { state: row.state, action: 'offer' },
    });
  }
  const offerId = createId(random);
  const code = createToken(random);
  const now = clock.now();
  await transaction.withdrawOffers(row.tenant, row.caseId);
  const offer: OfferRow = {
    offerId,
    tenant: row.tenant,
    caseId: row.caseId,
    codeHash: await hashToken(code),
    sealedCode: await sealOfferSecret({ vault, offerId, kind: 'code', value: code }),
    sealedTxCode: await sealOfferSecret({ vault, offerId, kind: 'tx-code', value: createTxCode(random) }),
    tries: 0,
    state: 'open',
    createdAt: now,
    expiresAt: now + settings.offerLifeSeconds,
    early,
    mayRebind,
    collectionHash: await hashCollectionCode({
      vault,
      tenant: row.tenant,
      collectionCode: await readCollectionCode({ vault, offerId }),
    }),
  };
  await transaction.addOffer(offer);
  await appendAudit({ transaction, tenant: row.tenant, at: now, actor, action: 'offer_created', caseId: row.caseId });
  return offer;
}

/** Opens a fresh offer on a staff member's demand. @throws {CaseError} unknown case, or a state without offers */
export async function createOffer(
  context: IssuerContext,
  options: { tenant: string; caseId: string; staffId: string; once?: Once | undefined },
): Promise<void> {
  await context.store.transaction(async (transaction) => {
    const row = await transaction.lockCase(options.tenant, options.caseId);
    if (row === null) throw new CaseError('ERR_CASE_UNKNOWN', 'There is no such case.');
    await addOffer(context, { transaction, row, actor: options.staffId });
    await options.once?.keep(transaction, null);
  });
}

/**
 * The offer document (OpenID4VCI 1.0 §4.1).
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_OFFER` unknown, used, locked or expired, all alike
 */
export async function readOffer(
  context: IssuerContext,
  options: { tenant: string; offerId: string },
): Promise<CredentialOffer> {
  const { store, vault, clock, settings } = context;
  const offer = await store.transaction((transaction) => transaction.findOffer(options.tenant, options.offerId));
  if (offer === null || readOfferState({ offer, now: clock.now() }) !== 'open') {
    throw new IssuanceError('ERR_ISSUANCE_OFFER', 'The offer does not exist or is no longer open.');
  }
  return createOfferDocument({ offer, settings, vault });
}

/** Six decimal digits, each equally likely: values of 2^32 that would favour low numbers are drawn again. */
function createTxCode(random: Random): string {
  const limit = Math.floor(2 ** 32 / 1_000_000) * 1_000_000;
  for (;;) {
    const [a, b, c, d] = random.bytes(4) as Uint8Array & [number, number, number, number];
    const value = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    if (value < limit) return String(value % 1_000_000).padStart(6, '0');
  }
}
