import type { CaseAction, CaseState } from '@postern/protocol';

import { CaseError } from '../error.ts';
import type { StaffRole } from '../rows.ts';

/** The case machine: what each state allows and where it leads. Everything that is not here is refused. */
export const CASE_TRANSITIONS: Readonly<Record<CaseState, Partial<Record<CaseAction, CaseState>>>> = {
  submitted: { start_review: 'in_review' },
  in_review: { propose: 'second_approval', reject: 'rejected' },
  second_approval: { approve: 'approved', return: 'in_review', reject: 'rejected' },
  approved: { revoke: 'revoked' },
  active: { suspend: 'suspended', revoke: 'revoked' },
  suspended: { reinstate: 'active', revoke: 'revoked' },
  revoked: {},
  rejected: {},
};

/** Roles that may take an action; the second pair of eyes needs the approver's. */
const ROLES: Readonly<Record<CaseAction, readonly StaffRole[]>> = {
  start_review: ['analyst', 'approver'],
  propose: ['analyst', 'approver'],
  approve: ['approver'],
  return: ['approver'],
  reject: ['analyst', 'approver'],
  suspend: ['analyst', 'approver'],
  reinstate: ['approver'],
  revoke: ['analyst', 'approver'],
};

/**
 * State that the action leads to.
 *
 * @throws {CaseError} `ERR_CASE_TRANSITION` the state does not allow the action
 */
export function nextCaseState(options: { state: CaseState; action: CaseAction }): CaseState {
  const next = CASE_TRANSITIONS[options.state][options.action];
  if (next === undefined) {
    throw new CaseError('ERR_CASE_TRANSITION', 'The case does not allow this action in its present state.', {
      details: { state: options.state, action: options.action },
    });
  }
  return next;
}

/**
 * Everything that must hold before a member of staff takes an action, apart from the signature.
 *
 * @throws {CaseError} `ERR_CASE_TRANSITION`, `ERR_CASE_ROLE`, `ERR_CASE_SAME_APPROVER`
 */
export function assertActionAllowed(options: {
  state: CaseState;
  action: CaseAction;
  proposerId: string | null;
  staff: { staffId: string; role: StaffRole };
}): CaseState {
  const next = nextCaseState(options);
  const { action, proposerId, staff } = options;
  if (action === 'approve' && staff.staffId === proposerId) {
    throw new CaseError('ERR_CASE_SAME_APPROVER', 'Who proposed a decision cannot approve it.');
  }
  if (!ROLES[action].includes(staff.role)) {
    throw new CaseError('ERR_CASE_ROLE', 'The role does not include this action.', { details: { action } });
  }
  return next;
}

/** What this member of staff may do with the case now. */
export function listAllowedActions(options: {
  state: CaseState;
  proposerId: string | null;
  staff: { staffId: string; role: StaffRole };
}): CaseAction[] {
  const candidates = Object.keys(CASE_TRANSITIONS[options.state]) as CaseAction[];
  return candidates.filter((action) => {
    try {
      assertActionAllowed({ ...options, action });
      return true;
    } catch {
      return false;
    }
  });
}
