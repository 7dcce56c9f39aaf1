import { fetchCredentialOffer, fetchIssuerMetadata, fetchJson, type SteadyVault } from '@postern/holder';
import { z } from 'zod';
import { redeemOffer } from '../offer/redeem-offer.ts';
import type { WalletServices } from '../wallet/create-services.ts';
import type { ApplicationRecord } from './application-record.ts';
import { toApplicationError } from './send-application.ts';

const zRequestedOffer = z.object({ offerUri: z.url(), transactionCode: z.string() });

/** Id of the issuance that belongs to an application. */
export function issuanceIdOfApplication({ applicationId }: Pick<ApplicationRecord, 'applicationId'>): string {
  return `application-${applicationId}`;
}

/**
 * Connects this wallet to an application: the bank gives its offer to the one who holds the application's token. Before
 * the decision the credential comes by itself later; after an approval whose offer ended it comes at once.
 *
 * @returns id of the issuance
 * @throws {ApplicationError | HolderError} refused, or unreachable
 */
export async function connectApplication(options: {
  application: ApplicationRecord;
  services: WalletServices;
  vault: SteadyVault;
}): Promise<string> {
  const { application, services, vault } = options;
  const { http } = services;
  const { bank, applicationId, statusToken } = application;
  const { status, json } = await fetchJson({
    http,
    request: {
      url: `${bank.issuer}/applications/${encodeURIComponent(applicationId)}/offers`,
      method: 'POST',
      headers: { authorization: `Bearer ${statusToken}` },
    },
  });
  if (status !== 201) throw toApplicationError(status, json);
  const { offerUri, transactionCode } = zRequestedOffer.parse(json);
  const offer = await fetchCredentialOffer({
    link: `?${new URLSearchParams({ credential_offer_uri: offerUri })}`,
    http,
  });
  const issuer = await fetchIssuerMetadata({ ...offer, http, locale: services.locale });
  const issuanceId = issuanceIdOfApplication(application);
  await redeemOffer({ offer, issuer, transactionCode, issuanceId, services, vault });
  return issuanceId;
}
