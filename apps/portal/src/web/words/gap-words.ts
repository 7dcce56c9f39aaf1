import { isolate } from '@postern/ui';
import type { ProposalGap } from '../case/proposal/check-proposal.ts';
import { blockerWords, subjectWords } from './assessment-words.ts';

/** What still lacks before a proposal, as something to do. */
export function describeGap(gap: ProposalGap): string {
  switch (gap.kind) {
    case 'channel':
      return 'Say how you met the person.';
    case 'evidence':
      return `“${subjectWords[gap.subject]}”: say what it rests on, or take it away.`;
    case 'note':
      return `“${subjectWords[gap.subject]}”: note what you saw.`;
    case 'day':
      return `“${subjectWords[gap.subject]}”: give the day, today at the latest.`;
    case 'blocker':
      return blockerWords[gap.blocker];
    case 'exception_reason':
      return `Exception: give a reason of ten characters or more (“${blockerWords[gap.blocker]}”).`;
    case 'answer':
      return `Say whether ${isolate(gap.displayName)} is the same person.`;
    case 'identity_reason':
      return 'Say how one document can belong to two people, in ten characters or more.';
  }
}
