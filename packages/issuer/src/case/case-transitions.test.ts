import { type CaseAction, type CaseState, zCaseAction, zCaseState, zMeasure } from '@postern/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  assertActionAllowed,
  CASE_TRANSITIONS,
  type CaseStanding,
  listAllowedActions,
  listMeasures,
  nextCaseState,
} from './case-transitions.ts';

const approver = { staffId: 'checker', role: 'approver' } as const;
const analyst = { staffId: 'maker', role: 'analyst' } as const;
const standing = (changes: Partial<CaseStanding>): CaseStanding => ({
  state: 'active',
  proposerId: null,
  pendingMeasure: null,
  measureBy: null,
  emergencySince: null,
  merged: false,
  rebinding: false,
  ...changes,
});
const refusal = (code: string) => expect.objectContaining({ code });

describe('case machine', () => {
  it('leads an application to approval', () => {
    const walk: CaseAction[] = ['start_review', 'propose', 'approve'];
    expect(walk.reduce<CaseState>((state, action) => nextCaseState({ state, action }), 'submitted')).toBe('approved');
  });

  it('reaches approval through both approvals only, and nothing leads out of an end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...zCaseAction.options), fc.constantFrom(...zMeasure.options)), {
          maxLength: 16,
        }),
        (steps) => {
          let state = zCaseState.parse('submitted');
          const taken: CaseAction[] = [];
          for (const [action, measure] of steps) {
            let next: CaseState;
            try {
              next = nextCaseState({ state, action, measure });
            } catch (error) {
              expect(error).toMatchObject({ code: 'ERR_CASE_TRANSITION' });
              continue;
            }
            if (['revoked', 'rejected'].includes(state)) expect(next).toBe(state);
            if (next === state) continue;
            state = next;
            taken.push(action);
            if (state === 'approved') expect(taken.slice(-2)).toEqual(['propose', 'approve']);
          }
        },
      ),
    );
  });

  it('suspends, reinstates, revokes and rejects by a confirmed measure alone', () => {
    const single = zCaseAction.options.filter((action) => action !== 'confirm_measure');
    for (const state of zCaseState.options) {
      const reached = single.flatMap((action) => CASE_TRANSITIONS[state][action] ?? []);
      for (const end of ['revoked', 'rejected'] as const) expect(reached).not.toContain(end);
      if (state !== 'active') expect(reached).not.toContain('suspended');
    }
    expect(nextCaseState({ state: 'active', action: 'confirm_measure', measure: 'suspend' })).toBe('suspended');
    expect(nextCaseState({ state: 'suspended', action: 'confirm_measure', measure: 'reinstate' })).toBe('active');
    expect(nextCaseState({ state: 'active', action: 'confirm_measure', measure: 'revoke' })).toBe('revoked');
    expect(nextCaseState({ state: 'in_review', action: 'confirm_measure', measure: 'reject' })).toBe('rejected');
  });
});

describe('who may act', () => {
  it('is another person and an approver for the second approval', () => {
    const options = {
      standing: standing({ state: 'second_approval', proposerId: 'maker' }),
      action: 'approve',
    } as const;
    expect(assertActionAllowed({ ...options, staff: approver })).toBe('approved');
    const own = { ...options, standing: standing({ state: 'second_approval', proposerId: 'checker' }) };
    expect(() => assertActionAllowed({ ...own, staff: approver })).toThrow(refusal('ERR_CASE_SAME_APPROVER'));
    expect(() =>
      assertActionAllowed({ ...options, standing: { ...options.standing, proposerId: 'x' }, staff: analyst }),
    ).toThrow(refusal('ERR_CASE_ROLE'));
  });

  it('is another approver for the confirmation of a measure', () => {
    const pending = standing({ pendingMeasure: 'revoke', measureBy: 'maker' });
    const confirm = { standing: pending, action: 'confirm_measure' } as const;
    expect(assertActionAllowed({ ...confirm, staff: approver })).toBe('revoked');
    expect(() => assertActionAllowed({ ...confirm, staff: { ...approver, staffId: 'maker' } })).toThrow(
      refusal('ERR_CASE_SAME_APPROVER'),
    );
    expect(() => assertActionAllowed({ ...confirm, staff: { ...analyst, staffId: 'third' } })).toThrow(
      refusal('ERR_CASE_ROLE'),
    );
    expect(() => assertActionAllowed({ ...confirm, standing: standing({}), staff: approver })).toThrow(
      refusal('ERR_CASE_TRANSITION'),
    );
  });

  it('confirms and withdraws the measure that was read, and no other', () => {
    const pending = standing({ pendingMeasure: 'revoke', measureBy: 'maker' });
    for (const action of ['confirm_measure', 'withdraw_measure'] as const) {
      const options = { standing: pending, action, staff: approver };
      expect(() => assertActionAllowed({ ...options, measure: 'suspend' })).toThrow(refusal('ERR_CASE_CHANGED'));
      expect(assertActionAllowed({ ...options, measure: 'revoke' })).toBe(
        action === 'confirm_measure' ? 'revoked' : 'active',
      );
    }
    expect(listAllowedActions({ standing: pending, staff: approver })).toContain('confirm_measure');
  });

  it('is its proposer or an approver for the withdrawal of a measure', () => {
    const withdraw = {
      standing: standing({ pendingMeasure: 'revoke', measureBy: 'maker' }),
      action: 'withdraw_measure',
    } as const;
    expect(assertActionAllowed({ ...withdraw, staff: analyst })).toBe('active');
    expect(assertActionAllowed({ ...withdraw, staff: approver })).toBe('active');
    expect(() => assertActionAllowed({ ...withdraw, staff: { ...analyst, staffId: 'third' } })).toThrow(
      refusal('ERR_CASE_ROLE'),
    );
  });

  it('waits while a measure is pending, but not in an emergency', () => {
    const pending = standing({ state: 'second_approval', pendingMeasure: 'reject', measureBy: 'maker' });
    expect(() => assertActionAllowed({ standing: pending, action: 'approve', staff: approver })).toThrow(
      refusal('ERR_MEASURE_PENDING'),
    );
    const active = standing({ pendingMeasure: 'revoke', measureBy: 'maker' });
    expect(assertActionAllowed({ standing: active, action: 'emergency_suspend', staff: analyst })).toBe('suspended');
  });

  it('proposes only what the state allows', () => {
    const propose = { action: 'propose_measure', staff: analyst } as const;
    expect(assertActionAllowed({ ...propose, standing: standing({}), measure: 'suspend' })).toBe('active');
    expect(() => assertActionAllowed({ ...propose, standing: standing({}), measure: 'reinstate' })).toThrow(
      refusal('ERR_CASE_TRANSITION'),
    );
    expect(() => assertActionAllowed({ ...propose, standing: standing({}) })).toThrow(refusal('ERR_MEASURE_MISSING'));
  });

  it('lists the same', () => {
    const second = standing({ state: 'second_approval', proposerId: 'maker' });
    expect(listAllowedActions({ standing: second, staff: approver })).toEqual(['approve', 'return', 'propose_measure']);
    expect(listAllowedActions({ standing: second, staff: analyst })).toEqual(['propose_measure']);
    expect(listMeasures(second)).toEqual(['reject']);
    expect(listMeasures(standing({ state: 'suspended' }))).toEqual(['reinstate', 'revoke']);
    expect(listMeasures(standing({ state: 'suspended', emergencySince: 7 }))).toEqual([
      'suspend',
      'reinstate',
      'revoke',
    ]);
    expect(listMeasures(standing({ merged: true }))).toContain('separate');
    expect(listMeasures(standing({ merged: false }))).not.toContain('separate');
  });
});
