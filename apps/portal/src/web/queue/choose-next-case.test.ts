import type { CaseSummary } from '@postern/protocol';
import { describe, expect, it } from 'vitest';
import { chooseNextCase } from './choose-next-case.ts';

const mara = { staffId: 'maker', name: 'Mara Lindqvist' };
const jonas = { staffId: 'checker', name: 'Jonas Adeyemi' };
const analyst = { ...mara, role: 'analyst' } as const;
const approver = { ...jonas, role: 'approver' } as const;

const item = (caseId: string, facts: Partial<CaseSummary>): CaseSummary => ({
  caseId,
  state: 'submitted',
  updatedAt: 1,
  submittedAt: 1,
  displayName: caseId,
  nationalities: ['SE'],
  residence: 'SE',
  ...facts,
});
const pending = (proposedBy: typeof mara) => ({ measure: { measure: 'revoke', proposedBy, proposedAt: 1 } }) as const;
const next = (staff: typeof analyst | typeof approver, ...cases: CaseSummary[]) =>
  chooseNextCase({ cases, staff })?.caseId;

describe('an approver', () => {
  it('takes what is furthest along, then what waits longest', () => {
    const cases = [
      item('new', { updatedAt: 1 }),
      item('second', { state: 'second_approval', reviewer: mara, proposer: mara, updatedAt: 9 }),
      item('older', { state: 'second_approval', reviewer: mara, proposer: mara, updatedAt: 5 }),
    ];
    expect(next(approver, ...cases)).toBe('older');
    expect(next(approver, ...cases, item('measure', { state: 'active', ...pending(mara), updatedAt: 20 }))).toBe(
      'measure',
    );
  });

  it('never takes an own proposal', () => {
    expect(next(approver, item('own', { state: 'second_approval', proposer: jonas }))).toBeUndefined();
    expect(next(approver, item('own', { state: 'active', ...pending(jonas) }))).toBeUndefined();
  });
});

describe('an analyst', () => {
  it('goes on with an own review before taking a new case', () => {
    const cases = [item('new', {}), item('own', { state: 'in_review', reviewer: mara, updatedAt: 9 })];
    expect(next(analyst, ...cases)).toBe('own');
    expect(next(analyst, item('new', {}))).toBe('new');
  });

  it("gets neither an own proposal, nor a colleague's, nor a colleague's review", () => {
    expect(next(analyst, item('own', { state: 'second_approval', reviewer: mara, proposer: mara }))).toBeUndefined();
    expect(next(analyst, item('his', { state: 'second_approval', reviewer: jonas, proposer: jonas }))).toBeUndefined();
    expect(next(analyst, item('his', { state: 'in_review', reviewer: jonas }))).toBeUndefined();
    expect(next(analyst, item('measure', { state: 'active', ...pending(jonas) }))).toBeUndefined();
  });
});

it('takes nothing where nothing waits, and no case whose measure waits for somebody else', () => {
  expect(next(approver, item('a', { state: 'active' }), item('b', { state: 'rejected' }))).toBeUndefined();
  expect(next(analyst, item('a', { state: 'in_review', reviewer: mara, ...pending(mara) }))).toBeUndefined();
});
