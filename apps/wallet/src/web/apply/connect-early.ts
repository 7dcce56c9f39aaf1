import { fetchCredentialOffer, fetchIssuerMetadata, fetchJson, type Vault } from '@postern/holder';
import { z } from 'zod';
import { redeemOffer } from '../offer/redeem-offer.ts';
import type { WalletServices } from '../wallet/create-services.ts';
import type { ApplicationRecord } from './application-record.ts';
import { toApplicationError } from './send-application.ts';

const zEarlyOffer = z.object({ offerUri: z.url(), transactionCode: z.string() });

/** Id of the issuance that belongs to an application. */
export function issuanceIdOfApplication({ applicationId }: Pick<ApplicationRecord, 'applicationId'>): string {
  return `application-${applicationId}`;
}

/**
 * Connects this wallet to an application before the bank has decided: the bank gives its offer to the one who holds the
 * application's token, and the credential comes by itself after the decision.
 *
 * @returns id of the issuance
 * @throws {ApplicationError | HolderError} refused, or unreachable
 */
export async function connectEarly(options: {
  application: ApplicationRecord;
  services: WalletServices;
  vault: Vault;
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
  const { offerUri, transactionCode } = zEarlyOffer.parse(json);
  const offer = await fetchCredentialOffer({
    link: `?${new URLSearchParams({ credential_offer_uri: offerUri })}`,
    http,
  });
  const issuer = await fetchIssuerMetadata({ ...offer, http });
  const issuanceId = issuanceIdOfApplication(application);
  await redeemOffer({ offer, issuer, transactionCode, issuanceId, services, vault });
  return issuanceId;
}
