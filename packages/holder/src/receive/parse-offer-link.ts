import { HolderError } from '../error.ts';

/** Where the offer is: its address, or the offer itself. */
export type OfferLink = { offerUri: string } | { offerText: string };

/**
 * Reads an offer link: the wallet's own address, `openid-credential-offer://`, or a bare query
 * (OpenID4VCI 1.0 §4.1.2, §4.1.3).
 *
 * @throws {HolderError} ERR_OFFER_LINK neither `credential_offer` nor `credential_offer_uri`, or both
 */
export function parseOfferLink(link: string): OfferLink {
  const query = link.includes('?') ? link.slice(link.indexOf('?') + 1) : link;
  const parameters = new URLSearchParams(query.split('#')[0]);
  const offerUri = parameters.get('credential_offer_uri');
  const offerText = parameters.get('credential_offer');
  if (offerUri !== null && offerText === null) return { offerUri };
  if (offerText !== null && offerUri === null) return { offerText };
  throw new HolderError('ERR_OFFER_LINK', 'The link does not hold a credential offer.');
}
