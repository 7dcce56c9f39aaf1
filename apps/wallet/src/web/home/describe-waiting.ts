import type { ApplicationState } from '../apply/use-application-states.ts';

/** Head of the home page while there is no card: what is known to be true, and no more. */
export function describeWaiting(states: readonly ApplicationState[]): string {
  const [newest] = states;
  switch (newest?.state) {
    case 'in_review':
    case 'second_approval':
      return 'The bank is checking your application';
    case 'approved':
      return 'The bank approved you: your card can come';
    case 'active':
      return 'A wallet has received your card';
    case 'suspended':
      return 'The bank paused your credential';
    case 'revoked':
      return 'The bank ended your credential';
    case 'rejected':
      return 'The bank did not approve you';
    case 'submitted':
      return 'The bank has your application';
    case undefined:
      return newest === undefined ? 'Nothing here yet' : 'You sent an application';
  }
}
