import type { ApplicationState } from './describe-application-life.ts';
import type { EndedOfferProps } from './ended-offer.tsx';

/** What a bank tells the applicant of the newest offer. */
export type OfferLife = {
  state: ApplicationState;
  offerState?: 'open' | 'redeemed' | 'locked' | 'expired' | undefined;
  /** Whether asking for another one would give one. */
  canRequestOffer: boolean;
};

/** Why the code of an applicant who waits for the credential has ended; undefined where nothing is to be said of it. */
export function readEndedOffer({ state, offerState, canRequestOffer }: OfferLife): EndedOfferProps['why'] | undefined {
  const isWaiting = state === 'approved' || (state === 'active' && canRequestOffer);
  return isWaiting && (offerState === 'locked' || offerState === 'expired') ? offerState : undefined;
}
