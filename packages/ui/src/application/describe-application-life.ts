import type { TimelineEvent } from '../parts/timeline.tsx';

export type ApplicationState =
  | 'submitted'
  | 'in_review'
  | 'second_approval'
  | 'approved'
  | 'active'
  | 'suspended'
  | 'revoked'
  | 'rejected';

/** Where an application stands and since when, as its bank tells; unix seconds. */
export type ApplicationLife = { state: ApplicationState; submittedAt: number; updatedAt: number };

const steps: readonly { state: ApplicationState; done: string; ahead: string }[] = [
  { state: 'submitted', done: 'You sent your application', ahead: 'You send your application' },
  { state: 'in_review', done: 'The bank looked at it', ahead: 'The bank looks at it' },
  { state: 'second_approval', done: 'A second person looked at it', ahead: 'A second person looks at it' },
  { state: 'approved', done: 'The bank approved you', ahead: 'The bank decides' },
  { state: 'active', done: 'Your wallet received the credential', ahead: 'Your wallet receives the credential' },
];

const endings: Partial<Record<ApplicationState, { title: string; tone: 'waiting' | 'refused' }>> = {
  suspended: { title: 'The bank paused your credential', tone: 'waiting' },
  revoked: { title: 'The bank ended your credential', tone: 'refused' },
  rejected: { title: 'The bank did not approve you', tone: 'refused' },
};

/** The life of an application as the applicant may see it: what is behind, where it stands, what is ahead. */
export function describeApplicationLife(status: ApplicationLife): TimelineEvent[] {
  const ending = endings[status.state];
  const submitted: TimelineEvent = { key: 'submitted', title: steps[0]?.done, at: status.submittedAt, tone: 'proven' };
  if (ending !== undefined) {
    return [submitted, { key: status.state, title: ending.title, at: status.updatedAt, tone: ending.tone }];
  }
  const reached = steps.findIndex(({ state }) => state === status.state);
  return steps.map((step, index): TimelineEvent => {
    if (index === 0) return submitted;
    if (index > reached) return { key: step.state, title: step.ahead };
    // The bank tells the applicant when the present stage began, not when earlier ones did: those carry no time of their own.
    if (index < reached) return { key: step.state, title: step.done, by: 'Done', tone: 'proven' };
    const finished = step.state === 'approved' || step.state === 'active';
    return {
      key: step.state,
      title: finished ? step.done : step.ahead,
      at: status.updatedAt,
      tone: finished ? 'proven' : 'waiting',
    };
  });
}
