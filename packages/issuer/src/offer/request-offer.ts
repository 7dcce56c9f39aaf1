import { CaseError } from '../error.ts';
import { readIssuanceState } from '../issuance/fix-issuance.ts';
import type { Once } from '../idempotency/run-once.ts';
import type { IssuerContext } from '../ports.ts';
import { equalSecrets, hashToken } from '../vault/hash-token.ts';
import { addOffer } from './create-offer.ts';
import { mayRequestOffer } from './may-request-offer.ts';
import { openTxCode } from './offer-secrets.ts';
import { describeOffer } from './describe-offer.ts';

export type RequestedOffer = {
  offerUri: string;
  walletUrl: string;
  collectionCode: string;
  transactionCode: string;
  expiresAt: number;
};

/**
 * An offer for the applicant, whom the token of the application's own page proves. Before the bank has decided it is an
 * early one: what the wallet asks for arrives deferred, after the decision. After an approval it takes the place of one
 * that was locked or ran out.
 *
 * @throws {CaseError} `ERR_APPLICATION_STATUS_TOKEN` unknown application or wrong token; `ERR_APPLICATION_OFFER` not now,
 *   whatever the reason
 */
export async function requestOffer(
  context: IssuerContext,
  options: { tenant: string; applicationId: string; statusToken: string; once?: Once | undefined },
): Promise<RequestedOffer> {
  const { store, vault, clock, settings } = context;
  const tokenHash = await hashToken(options.statusToken);
  return store.transaction(async (transaction) => {
    const row = await transaction.lockCase(options.tenant, options.applicationId);
    if (row === null || !(await equalSecrets(row.statusTokenHash, tokenHash))) {
      throw new CaseError('ERR_APPLICATION_STATUS_TOKEN', 'The application is not open to this token.');
    }
    if (!(await mayRequestOffer({ transaction, row, now: clock.now() }))) {
      throw new CaseError('ERR_APPLICATION_OFFER', 'There is no new offer for this application now.');
    }
    const offer = await addOffer(context, {
      transaction,
      row,
      actor: 'applicant',
      early: readIssuanceState(row) === 'waiting',
    });
    const view = await describeOffer({ offer, now: clock.now(), settings, vault });
    const requested: RequestedOffer = {
      offerUri: view.offerUri,
      walletUrl: view.walletUrl,
      collectionCode: view.collectionCode ?? '',
      transactionCode: await openTxCode({ vault, offer }),
      expiresAt: view.expiresAt,
    };
    await options.once?.keep(transaction, requested);
    return requested;
  });
}
