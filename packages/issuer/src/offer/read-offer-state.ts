import type { OfferView } from '@postern/protocol';

import type { OfferRow } from '../rows.ts';

/** State of an offer as everybody sees it: an open one past its time has expired, a withdrawn one too. */
export function readOfferState(options: { offer: OfferRow; now: number }): OfferView['state'] {
  const { offer, now } = options;
  if (offer.state === 'withdrawn') return 'expired';
  return offer.state === 'open' && offer.expiresAt <= now ? 'expired' : offer.state;
}
