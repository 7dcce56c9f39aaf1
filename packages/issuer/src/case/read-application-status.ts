import type { ApplicationStatus } from '@postern/protocol';

import { CaseError } from '../error.ts';
import { mayRequestOffer } from '../offer/may-request-offer.ts';
import { createOfferLinks } from '../offer/offer-links.ts';
import { openTxCode } from '../offer/offer-secrets.ts';
import { readOfferState } from '../offer/read-offer-state.ts';
import type { IssuerContext } from '../ports.ts';
import { equalSecrets, hashToken } from '../vault/hash-token.ts';

/**
 * What the applicant's own page shows. It is the second channel: the transaction code appears here and nowhere else.
 *
 * @throws {CaseError} `ERR_APPLICATION_STATUS_TOKEN` for an unknown application and a wrong token alike
 */
export async function readApplicationStatus(
  context: IssuerContext,
  options: { tenant: string; applicationId: string; statusToken: string },
): Promise<ApplicationStatus> {
  const { store, vault, clock, settings } = context;
  const tokenHash = await hashToken(options.statusToken);
  const now = clock.now();
  const { row, tenant, offer, canRequestOffer } = await store.transaction(async (transaction) => {
    const row = await transaction.findCase(options.tenant, options.applicationId);
    const tenant = await transaction.findTenant(options.tenant);
    if (row === null || tenant === null || !(await equalSecrets(row.statusTokenHash, tokenHash))) {
      throw new CaseError('ERR_APPLICATION_STATUS_TOKEN', 'The application is not open to this token.');
    }
    const offer = await transaction.findLatestOffer(options.tenant, options.applicationId);
    return { row, tenant, offer, canRequestOffer: await mayRequestOffer({ transaction, row, now }) };
  });
  const offerState = offer === null ? undefined : readOfferState({ offer, now });
  return {
    applicationId: row.caseId,
    bankName: tenant.name,
    state: row.state,
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
    ...(offerState === undefined ? {} : { offerState }),
    canRequestOffer,
    ...(offer !== null && offerState === 'open'
      ? {
          transactionCode: await openTxCode({ vault, offer }),
          offerExpiresAt: offer.expiresAt,
          offerLinks: await createOfferLinks({ offer, now, settings, vault }),
        }
      : {}),
  };
}
