import { CaseError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import { equalSecrets, hashToken } from '../vault/hash-token.ts';
import { addOffer } from './create-offer.ts';
import { openTxCode } from './offer-secrets.ts';
import { describeOffer } from './read-offer-state.ts';

export type EarlyOffer = {
  offerUri: string;
  walletUrl: string;
  collectionCode: string;
  transactionCode: string;
  expiresAt: number;
};

/**
 * An offer for an applicant who connects the wallet before the bank has decided: the token of the application's own page
 * proves who asks, and what the wallet asks for arrives deferred, after the decision.
 *
 * @throws {CaseError} `ERR_APPLICATION_STATUS_TOKEN` unknown application or wrong token; `ERR_CASE_TRANSITION` decided
 */
export async function requestEarlyOffer(
  context: IssuerContext,
  options: { tenant: string; applicationId: string; statusToken: string },
): Promise<EarlyOffer> {
  const { store, vault, clock, settings } = context;
  const tokenHash = await hashToken(options.statusToken);
  const offer = await store.transaction(async (transaction) => {
    const row = await transaction.lockCase(options.tenant, options.applicationId);
    if (row === null || !(await equalSecrets(row.statusTokenHash, tokenHash))) {
      throw new CaseError('ERR_APPLICATION_STATUS_TOKEN', 'The application is not open to this token.');
    }
    return addOffer(context, { transaction, row, actor: 'applicant', early: true });
  });
  const view = await describeOffer({ offer, now: clock.now(), settings, vault });
  return {
    offerUri: view.offerUri,
    walletUrl: view.walletUrl,
    collectionCode: view.collectionCode ?? '',
    transactionCode: await openTxCode({ vault, offer }),
    expiresAt: view.expiresAt,
  };
}
