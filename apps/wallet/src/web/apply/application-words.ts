import type { ApplicationStatus } from '@postern/protocol';
import type { TimelineEvent, Tone } from '@postern/ui';

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

const STEPS: readonly { state: State; title: string }[] = [
  { state: 'submitted', title: 'You sent your application' },
  { state: 'in_review', title: 'The bank checks it' },
  { state: 'second_approval', title: 'A second person checks it' },
  { state: 'approved', title: 'Approved' },
  { state: 'active', title: 'In your wallet' },
];

/** The life of an application as a line; what is ahead has no time. */
export function describeLife(status: ApplicationStatus): TimelineEvent[] {
  const reached = STEPS.findIndex(({ state }) => state === status.state);
  const sent: TimelineEvent = { key: 'submitted', title: STEPS[0]!.title, at: status.submittedAt, tone: 'proven' };
  if (reached === -1) {
    const { label, tone } = STATE_WORDS[status.state];
    return [sent, { key: status.state, title: label, at: status.updatedAt, tone }];
  }
  return STEPS.map(({ state, title }, index): TimelineEvent => {
    if (index === 0) return sent;
    if (index > reached) return { key: state, title };
    if (index < reached) return { key: state, title, tone: 'proven' };
    return { key: state, title, at: status.updatedAt, tone: STATE_WORDS[state].tone };
  });
}
