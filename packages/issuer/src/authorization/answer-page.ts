import { appendAudit } from '../audit/append-audit.ts';
import { AuthorizationPageError, IssuanceError } from '../error.ts';
import { readIssuanceState } from '../issuance/fix-issuance.ts';
import { checkTxCode } from '../offer/check-tx-code.ts';
import { hashCollectionCode } from '../offer/collection-code.ts';
import type { IssuerContext, OfferName } from '../ports.ts';
import type { AuthorizationTerms, OfferRow } from '../rows.ts';
import { createToken, hashToken } from '../vault/hash-token.ts';
import { createRedirect } from './create-redirect.ts';

/** Answers that one page takes, so that it cannot be used to look for short codes. */
const MAX_ANSWERS = 10;
const CODE_LIFE_SECONDS = 120;

export type PageAnswer =
  | { outcome: 'redirect'; location: string }
  /** The codes did not fit; `attemptsLeft` is absent when no open offer was named. */
  | { outcome: 'again'; terms: AuthorizationTerms; attemptsLeft: number | undefined };

/** The person says no: the page is used up and the wallet is told. @throws {AuthorizationPageError} */
export async function denyAuthorization(
  context: IssuerContext,
  options: { tenant: string; handle: string },
): Promise<string> {
  const { store, clock, settings } = context;
  const { tenant } = options;
  const requestHash = await hashToken(options.handle);
  const taken = await store.transaction((transaction) =>
    transaction.takeAuthorizationRequest({ tenant, kind: 'page', requestHash, now: clock.now() }),
  );
  if (taken === null) throw gone();
  return createRedirect({ settings, tenant, to: taken.request, answer: { error: 'access_denied' } });
}

/**
 * The person answers the page: the offer that the wallet's `issuer_state` or the typed short code names, and the
 * transaction code that the bank gave to this person alone. On success the page is used up and the wallet gets a code;
 * the offer itself stays open until that code is exchanged.
 *
 * @throws {AuthorizationPageError} the page is used up, too old, or was answered too often
 */
export async function answerAuthorizationPage(
  context: IssuerContext,
  options: { tenant: string; handle: string; collectionCode: string; txCode: string },
): Promise<PageAnswer> {
  const { store, vault, clock } = context;
  const { tenant, collectionCode, txCode } = options;
  const key = { tenant, kind: 'page' as const, requestHash: await hashToken(options.handle), now: clock.now() };
  const page = await store.transaction((transaction) => transaction.countAuthorizationTry(key));
  if (page === null || page.tries > MAX_ANSWERS) throw gone();
  const { issuerState } = page.request;
  const name: OfferName =
    issuerState === null
      ? { collectionHash: await hashCollectionCode({ vault, tenant, collectionCode }) }
      : { offerId: issuerState };
  try {
    const offer = await checkTxCode(context, { tenant, name, txCode });
    return { outcome: 'redirect', location: await grantCode(context, { key, offer }) };
  } catch (error) {
    if (!(error instanceof IssuanceError) || error.code !== 'ERR_ISSUANCE_GRANT') throw error;
    const { attemptsLeft } = error.details;
    return {
      outcome: 'again',
      terms: page.request,
      attemptsLeft: typeof attemptsLeft === 'number' ? attemptsLeft : undefined,
    };
  }
}

async function grantCode(
  context: IssuerContext,
  options: {
    key: { tenant: string; kind: 'page'; requestHash: string; now: number };
    offer: OfferRow;
  },
): Promise<string> {
  const { store, clock, random, settings } = context;
  const { key, offer } = options;
  const { tenant } = key;
  const code = createToken(random);
  const codeHash = await hashToken(code);
  return store.transaction(async (transaction) => {
    const row = await transaction.findCase(tenant, offer.caseId);
    const state = row === null ? 'closed' : readIssuanceState(row);
    if (state === 'closed' || (state === 'waiting' && !offer.early)) {
      throw new IssuanceError('ERR_ISSUANCE_GRANT', 'The case does not allow issuance.');
    }
    const taken = await transaction.takeAuthorizationRequest(key);
    if (taken === null) throw gone();
    const at = clock.now();
    await transaction.addAuthorizationCode({
      codeHash,
      tenant,
      offerId: offer.offerId,
      request: taken.request,
      state: 'open',
      grantId: null,
      expiresAt: at + CODE_LIFE_SECONDS,
    });
    const { caseId } = offer;
    await appendAudit({ transaction, tenant, at, actor: 'applicant', action: 'authorization_granted', caseId });
    return createRedirect({ settings, tenant, to: taken.request, answer: { code } });
  });
}

function gone(): AuthorizationPageError {
  return new AuthorizationPageError('ERR_AUTHORIZATION_GONE', 'This page is used up or too old: start in the wallet.');
}
