import type { ApplicationStatus } from '@postern/protocol';
import type { ProblemWords, Tone } from '@postern/ui';

export type Summary = { tone: Tone; label: string; lead: string };

const summaries: Readonly<Record<ApplicationStatus['state'], Summary>> = {
  submitted: { tone: 'waiting', label: 'Received', lead: 'Your application has arrived. Nothing is asked of you now.' },
  in_review: {
    tone: 'waiting',
    label: 'Being checked',
    lead: 'The bank is checking what you sent. Nothing is asked of you now.',
  },
  second_approval: {
    tone: 'waiting',
    label: 'Being checked',
    lead: 'A second person at the bank is looking at your application.',
  },
  approved: { tone: 'proven', label: 'Approved', lead: 'You can take the credential into your wallet now.' },
  active: { tone: 'proven', label: 'Done', lead: 'Your wallet holds the credential. You can prove facts with it.' },
  suspended: {
    tone: 'waiting',
    label: 'Paused',
    lead: 'The bank paused your credential. New proofs are refused until it is lifted.',
  },
  revoked: { tone: 'refused', label: 'Ended', lead: 'The bank ended your credential. New proofs are refused.' },
  rejected: { tone: 'refused', label: 'Not approved', lead: 'The bank did not approve this application.' },
};

/** Where the application stands, in the applicant's words; an approval whose code is gone promises nothing. */
export function summarise({ state, offerState }: Pick<ApplicationStatus, 'state' | 'offerState'>): Summary {
  const summary = summaries[state];
  if (state !== 'approved' || offerState === undefined || offerState === 'open') return summary;
  return {
    ...summary,
    lead:
      offerState === 'redeemed'
        ? 'A wallet used your code; the credential comes to it. If that was not you, tell the bank at once.'
        : 'The bank approved you. Your wallet does not hold the credential yet.',
  };
}

export const applicationProblemWords: Readonly<Record<string, ProblemWords>> = {
  ERR_APPLICATION_STATUS_TOKEN: {
    title: 'There is no application behind this link',
    meaning: 'The link may be cut short, or mistyped.',
    remedy: 'Open it exactly as you got it when you applied.',
  },
  ERR_APPLICATION_OFFER: {
    title: 'There is no new code for you now',
    meaning: 'Nothing was changed.',
    remedy: 'Ask the bank.',
  },
};
