import type { ApplicationStatus } from '@postern/protocol';
import type { Tone } from '@postern/ui';

type State = ApplicationStatus['state'];

/** A state in the applicant's words. */
export const STATE_WORDS: Readonly<Record<State, { tone: Tone; label: string; lead: string }>> = {
  submitted: { tone: 'waiting', label: 'Sent', lead: 'The bank has it. You will see here when somebody looks at it.' },
  in_review: { tone: 'waiting', label: 'Being checked', lead: 'Somebody at the bank is checking what you sent.' },
  second_approval: { tone: 'waiting', label: 'Second look', lead: 'A second person at the bank looks at it as well.' },
  approved: {
    tone: 'proven',
    label: 'Approved',
    lead: 'Open the link that the bank gives you, then type the code below.',
  },
  active: { tone: 'proven', label: 'Done', lead: 'The credential is in your wallet.' },
  suspended: {
    tone: 'waiting',
    label: 'Paused',
    lead: 'The bank paused your credential. New proofs are refused for now.',
  },
  revoked: { tone: 'refused', label: 'Ended', lead: 'The bank ended your credential. New proofs are refused.' },
  rejected: { tone: 'refused', label: 'Not approved', lead: 'The bank did not approve you. It can tell you why.' },
};

/** The same with what became of the bank's offer: an approval whose code is gone asks for no code. */
export function describeApplication({ state, offerState }: Pick<ApplicationStatus, 'state' | 'offerState'>) {
  const words = STATE_WORDS[state];
  if (state !== 'approved' || offerState === undefined || offerState === 'open') return words;
  const lead =
    offerState === 'redeemed'
      ? 'A wallet used your code; the credential comes to it. If that was not you, tell the bank at once.'
      : 'The bank approved you. This wallet does not hold the credential yet.';
  return { ...words, lead };
}
