import type { OfferView } from '@postern/protocol';

import type { IssuerSettings } from '../ports.ts';
import type { OfferRow } from '../rows.ts';
import type { Vault } from '../vault/create-vault.ts';
import { readCollectionCode } from './collection-code.ts';
import { createOfferLinks, offerUriOf } from './offer-links.ts';
import { readOfferState } from './read-offer-state.ts';

/** Links of an offer, which do not carry its transaction code, and the short code that a person can type instead. */
export async function describeOffer(options: {
  offer: OfferRow;
  now: number;
  settings: IssuerSettings;
  vault: Vault;
}): Promise<OfferView> {
  const { offer, vault } = options;
  return {
    offerUri: offerUriOf(options),
    ...(await createOfferLinks(options)),
    expiresAt: offer.expiresAt,
    state: readOfferState(options),
    early: offer.early,
    collectionCode: await readCollectionCode({ vault, offerId: offer.offerId }),
  };
}
