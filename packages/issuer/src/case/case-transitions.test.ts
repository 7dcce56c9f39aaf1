import { type CaseAction, type CaseState, zCaseAction, zCaseState } from '@postern/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { assertActionAllowed, CASE_TRANSITIONS, listAllowedActions, nextCaseState } from './case-transitions.ts';

const approver = { staffId: 'checker', role: 'approver' } as const;
const analyst = { staffId: 'maker', role: 'analyst' } as const;

describe('case machine', () => {
  it('leads an application to a live credential and its end', () => {
    const walk: CaseAction[] = ['start_review', 'propose', 'approve'];
    expect(walk.reduce<CaseState>((state, action) => nextCaseState({ state, action }), 'submitted')).toBe('approved');
    expect(nextCaseState({ state: 'active', action: 'suspend' })).toBe('suspended');
    expect(nextCaseState({ state: 'suspended', action: 'reinstate' })).toBe('active');
    expect(nextCaseState({ state: 'active', action: 'revoke' })).toBe('revoked');
  });

  it('reaches approval through both approvals only, and nothing leads out of an end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...zCaseAction.options), { maxLength: 12 }), (actions) => {
        let state = zCaseState.parse('submitted');
        const taken: CaseAction[] = [];
        for (const action of actions) {
          if (CASE_TRANSITIONS[state][action] === undefined) {
            expect(() => nextCaseState({ state, action })).toThrow(
              expect.objectContaining({ code: 'ERR_CASE_TRANSITION' }),
            );
            continue;
          }
          expect(['revoked', 'rejected']).not.toContain(state);
          state = nextCaseState({ state, action });
          taken.push(action);
          if (state === 'approved') expect(taken.slice(-2)).toEqual(['propose', 'approve']);
        }
      }),
    );
  });

  it('asks for another person and an approver for the second approval', () => {
    const options = { state: 'second_approval', action: 'approve' } as const;
    expect(assertActionAllowed({ ...options, proposerId: 'maker', staff: approver })).toBe('approved');
    expect(() => assertActionAllowed({ ...options, proposerId: 'checker', staff: approver })).toThrow(
      expect.objectContaining({ code: 'ERR_CASE_SAME_APPROVER' }),
    );
    expect(() => assertActionAllowed({ ...options, proposerId: null, staff: analyst })).toThrow(
      expect.objectContaining({ code: 'ERR_CASE_ROLE' }),
    );
  });

  it('lists what a member of staff may do', () => {
    const state = 'second_approval' as const;
    expect(listAllowedActions({ state, proposerId: 'maker', staff: approver })).toEqual([
      'approve',
      'return',
      'reject',
    ]);
    expect(listAllowedActions({ state, proposerId: 'maker', staff: analyst })).toEqual(['reject']);
  });
});
