import type { OfferLinks } from '@postern/protocol';

import type { IssuerSettings } from '../ports.ts';
import type { OfferRow } from '../rows.ts';
import { issuerIdentifier } from '../tenant/issuer-identifier.ts';
import type { Vault } from '../vault/create-vault.ts';
import { createOfferDocument } from './create-offer-document.ts';
import { readOfferState } from './read-offer-state.ts';

/** Address of the offer document. */
export function offerUriOf({ offer, settings }: { offer: OfferRow; settings: IssuerSettings }): string {
  return `${issuerIdentifier({ settings, tenant: offer.tenant })}/offers/${offer.offerId}`;
}

/** Links that open an offer: in our wallet, in any other by its address, and with the offer in them while it is open. */
export async function createOfferLinks(options: {
  offer: OfferRow;
  now: number;
  settings: IssuerSettings;
  vault: Vault;
}): Promise<OfferLinks> {
  const { settings } = options;
  const byReference = `credential_offer_uri=${encodeURIComponent(offerUriOf(options))}`;
  const links = {
    walletUrl: `${settings.walletUrl}/offer?${byReference}`,
    otherWalletUrl: `openid-credential-offer://?${byReference}`,
  };
  if (readOfferState(options) !== 'open') return links;
  const document = JSON.stringify(await createOfferDocument(options));
  const byValue = `openid-credential-offer://?credential_offer=${encodeURIComponent(document)}`;
  return { ...links, otherWalletUrlByValue: byValue };
}
