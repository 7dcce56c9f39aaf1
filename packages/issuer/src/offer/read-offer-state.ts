import type { OfferView } from '@postern/protocol';

import type { IssuerSettings } from '../ports.ts';
import type { OfferRow } from '../rows.ts';
import { issuerIdentifier } from '../tenant/issuer-identifier.ts';
import type { Vault } from '../vault/create-vault.ts';
import { readCollectionCode } from './collection-code.ts';

/** State of an offer as everybody sees it: an open one past its time has expired, a withdrawn one too. */
export function readOfferState(options: { offer: OfferRow; now: number }): OfferView['state'] {
  const { offer, now } = options;
  if (offer.state === 'withdrawn') return 'expired';
  return offer.state === 'open' && offer.expiresAt <= now ? 'expired' : offer.state;
}

/** Links of an offer, which do not carry its secret code, and the short code that a person can type instead. */
export async function describeOffer(options: {
  offer: OfferRow;
  now: number;
  settings: IssuerSettings;
  vault: Vault;
}): Promise<OfferView> {
  const { offer, now, settings, vault } = options;
  const offerUri = `${issuerIdentifier({ settings, tenant: offer.tenant })}/offers/${offer.offerId}`;
  return {
    offerUri,
    walletUrl: `${settings.walletUrl}/offer?credential_offer_uri=${encodeURIComponent(offerUri)}`,
    expiresAt: offer.expiresAt,
    state: readOfferState({ offer, now }),
    early: offer.early,
    collectionCode: await readCollectionCode({ vault, offerId: offer.offerId }),
  };
}
