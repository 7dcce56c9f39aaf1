import { expect, it } from 'vitest';
import { type OfferLife, readEndedOffer } from './read-ended-offer.ts';

it.each([
  ['approved', 'locked', true, 'locked'],
  ['approved', 'expired', false, 'expired'],
  ['active', 'expired', true, 'expired'],
  ['active', 'expired', false, undefined],
  ['approved', 'open', false, undefined],
  ['approved', 'redeemed', false, undefined],
  ['approved', undefined, false, undefined],
  ['submitted', 'locked', true, undefined],
  ['rejected', 'expired', false, undefined],
  ['suspended', 'expired', false, undefined],
] as const)('%s with an offer that is %s (another one: %s) says %s', (state, offerState, canRequestOffer, why) => {
  const life: OfferLife = { state, offerState, canRequestOffer };
  expect(readEndedOffer(life)).toBe(why);
});
