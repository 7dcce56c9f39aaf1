import type { CaseState, CaseSummary, DecisionDraft } from '@postern/protocol';
import type { Tone } from '@postern/ui';
import { describeMeasure } from './measure-words.ts';

type Label = { label: string; tone: Tone };

/** How a state is called and coloured at the desk. */
export const stateWords: Readonly<Record<CaseState, Label>> = {
  submitted: { label: 'New', tone: 'waiting' },
  in_review: { label: 'In review', tone: 'waiting' },
  second_approval: { label: 'Second approval', tone: 'waiting' },
  approved: { label: 'Approved', tone: 'proven' },
  active: { label: 'Active', tone: 'proven' },
  suspended: { label: 'Suspended', tone: 'waiting' },
  revoked: { label: 'Revoked', tone: 'refused' },
  rejected: { label: 'Rejected', tone: 'refused' },
};

export const credentialWords: Readonly<Record<NonNullable<CaseSummary['credentialStatus']>, Label>> = {
  valid: { label: 'Valid', tone: 'proven' },
  suspended: { label: 'Suspended', tone: 'waiting' },
  revoked: { label: 'Revoked', tone: 'refused' },
  replaced: { label: 'Replaced', tone: 'quiet' },
};

/** What is true of a case now: the credential speaks before the state that it once had. */
export function describeStanding(item: Pick<CaseSummary, 'state' | 'credentialStatus' | 'emergency'>): Label {
  if (item.emergency !== undefined) {
    return item.emergency.overdue
      ? { label: 'Emergency, overdue', tone: 'refused' }
      : { label: 'Emergency', tone: 'refused' };
  }
  const { state, credentialStatus: status } = item;
  const isIssued = state === 'active' || state === 'suspended';
  return isIssued && status !== undefined && status !== 'valid' ? credentialWords[status] : stateWords[state];
}

/** What was done, told after the fact. */
export function describeDone(options: { draft: DecisionDraft; isEmergency: boolean }): string {
  const { draft, isEmergency } = options;
  switch (draft.action) {
    case 'start_review':
      return 'The review has begun.';
    case 'propose':
      return 'Proposed. Now a second person must approve.';
    case 'approve':
      return 'Approved. The applicant can receive the credential.';
    case 'return':
      return 'Sent back to review.';
    case 'emergency_suspend':
      return 'The credential is suspended. Two people confirm or lift it within 24 hours.';
    case 'propose_measure':
      return 'Proposed. Now a second person must confirm it.';
    case 'withdraw_measure':
      return 'The proposal is withdrawn.';
    case 'confirm_measure':
      return draft.measure === undefined ? 'Confirmed.' : describeMeasure(draft.measure, { isEmergency }).done;
  }
}
