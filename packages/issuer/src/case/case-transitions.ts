import type { CaseAction, CaseState, Measure } from '@postern/protocol';

import { CaseError } from '../error.ts';
import type { CaseRow, StaffRole, StaffRow } from '../rows.ts';

/** The case machine: what each state allows and where it leads. Everything that is not here is refused. */
export const CASE_TRANSITIONS: Readonly<Record<CaseState, Partial<Record<CaseAction, CaseState>>>> = {
  submitted: { start_review: 'in_review' },
  in_review: { propose: 'second_approval' },
  second_approval: { approve: 'approved', return: 'in_review' },
  approved: { return: 'in_review' },
  active: { emergency_suspend: 'suspended' },
  suspended: {},
  revoked: {},
  rejected: {},
};

/** Where a measure may be taken and where it leads, once a second person has confirmed it. */
export const MEASURES: Readonly<Record<Measure, Partial<Record<CaseState, CaseState>>>> = {
  reject: { in_review: 'rejected', second_approval: 'rejected' },
  suspend: { active: 'suspended', suspended: 'suspended' },
  reinstate: { suspended: 'active', active: 'active' },
  revoke: { approved: 'revoked', active: 'revoked', suspended: 'revoked' },
  separate: { approved: 'approved', active: 'active', suspended: 'suspended', revoked: 'revoked' },
  rebind: { active: 'active' },
};

/** Roles that may take an action; the second pair of eyes needs the approver's. */
const ROLES: Readonly<Record<CaseAction, readonly StaffRole[]>> = {
  start_review: ['analyst', 'approver'],
  propose: ['analyst', 'approver'],
  approve: ['approver'],
  return: ['approver'],
  emergency_suspend: ['analyst', 'approver'],
  propose_measure: ['analyst', 'approver'],
  confirm_measure: ['approver'],
  withdraw_measure: ['analyst', 'approver'],
};

/** What of a case decides which actions it allows. */
export type CaseStanding = Pick<CaseRow, 'state' | 'proposerId' | 'pendingMeasure' | 'measureBy' | 'emergencySince'> & {
  /** The case belongs to a person whose file it was joined to. */
  merged: boolean;
  /** What the case issued is suspended by a re-binding that has not ended. */
  rebinding: boolean;
};

/**
 * State that the action leads to.
 *
 * @throws {CaseError} `ERR_CASE_TRANSITION` the state does not allow the action
 */
export function nextCaseState(options: {
  state: CaseState;
  action: CaseAction;
  measure?: Measure | undefined;
}): CaseState {
  const { state, action, measure } = options;
  if (action === 'propose_measure' || action === 'withdraw_measure') return state;
  const next = action === 'confirm_measure' ? measure && MEASURES[measure][state] : CASE_TRANSITIONS[state][action];
  if (next === undefined) throw notAllowed({ state, action });
  return next;
}

/**
 * Everything that must hold before a member of staff takes an action, apart from the signature.
 *
 * @throws {CaseError} `ERR_CASE_TRANSITION`, `ERR_CASE_ROLE`, `ERR_CASE_SAME_APPROVER`, `ERR_CASE_CHANGED`,
 *   `ERR_MEASURE_PENDING`, `ERR_MEASURE_MISSING`
 */
export function assertActionAllowed(options: {
  standing: CaseStanding;
  action: CaseAction;
  measure?: Measure | undefined;
  staff: Pick<StaffRow, 'staffId' | 'role'>;
}): CaseState {
  const { standing, action, measure, staff } = options;
  const { state, proposerId, pendingMeasure, measureBy } = standing;
  if (action === 'confirm_measure' || action === 'withdraw_measure') {
    if (pendingMeasure === null) throw notAllowed({ state, action });
    if (measure !== undefined && measure !== pendingMeasure) {
      throw new CaseError('ERR_CASE_CHANGED', 'Another measure waits than the one that was read.');
    }
  } else if (pendingMeasure !== null && action !== 'emergency_suspend') {
    throw new CaseError('ERR_MEASURE_PENDING', 'A proposed measure waits: confirm or withdraw it first.');
  }
  if (action === 'propose_measure') assertMeasureAllowed(standing, measure);
  // What was proposed may have become pointless meanwhile, when a re-binding has ended.
  if (action === 'confirm_measure') assertMeasureAllowed(standing, pendingMeasure ?? undefined);
  const next = nextCaseState({ state, action, measure: pendingMeasure ?? undefined });
  const isSecond =
    (action === 'approve' && staff.staffId === proposerId) ||
    (action === 'confirm_measure' && staff.staffId === measureBy);
  if (isSecond) throw new CaseError('ERR_CASE_SAME_APPROVER', 'Who proposed a decision cannot approve it.');
  if (action === 'withdraw_measure' && staff.role !== 'approver' && staff.staffId !== measureBy) {
    throw new CaseError('ERR_CASE_ROLE', 'Only its proposer or an approver withdraws a measure.', {
      details: { action },
    });
  }
  if (!ROLES[action].includes(staff.role)) {
    throw new CaseError('ERR_CASE_ROLE', 'The role does not include this action.', { details: { action } });
  }
  return next;
}

function assertMeasureAllowed(standing: CaseStanding, measure: Measure | undefined): void {
  if (measure === undefined) throw new CaseError('ERR_MEASURE_MISSING', 'A proposed measure says which.');
  if (!listMeasures(standing).includes(measure)) throw notAllowed({ state: standing.state, action: measure });
}

/** Measures that the case's state allows anybody to propose. */
export function listMeasures(standing: CaseStanding): Measure[] {
  const { state, emergencySince, merged, rebinding } = standing;
  return (Object.keys(MEASURES) as Measure[]).filter((measure) => {
    if (MEASURES[measure][state] === undefined) return false;
    // A suspended case is suspended again only to confirm an emergency.
    if (measure === 'suspend' && state === 'suspended') return emergencySince !== null;
    // An active case has something to reinstate only while a re-binding suspends it.
    if (measure === 'reinstate' && state === 'active') return rebinding;
    return measure !== 'separate' || merged;
  });
}

/** What this member of staff may do with the case now. */
export function listAllowedActions(options: {
  standing: CaseStanding;
  staff: Pick<StaffRow, 'staffId' | 'role'>;
}): CaseAction[] {
  const [anyMeasure] = listMeasures(options.standing);
  return (Object.keys(ROLES) as CaseAction[]).filter((action) => {
    try {
      assertActionAllowed({ ...options, action, measure: action === 'propose_measure' ? anyMeasure : undefined });
      return action !== 'propose_measure' || anyMeasure !== undefined;
    } catch {
      return false;
    }
  });
}

function notAllowed(details: { state: CaseState; action: string }): CaseError {
  return new CaseError('ERR_CASE_TRANSITION', 'The case does not allow this action in its present state.', { details });
}
