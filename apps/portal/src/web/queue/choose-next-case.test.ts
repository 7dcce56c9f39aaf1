import type { CaseSummary } from '@postern/protocol';
import { expect, it } from 'vitest';
import { chooseNextCase } from './choose-next-case.ts';

const item = (caseId: string, state: CaseSummary['state'], updatedAt: number): CaseSummary => ({
  caseId,
  state,
  updatedAt,
  submittedAt: 1,
  displayName: caseId,
  nationalities: ['SE'],
  residence: 'SE',
});

it('takes what is furthest along, then what waits longest', () => {
  const cases = [
    item('new', 'submitted', 1),
    item('second', 'second_approval', 9),
    item('older', 'second_approval', 5),
  ];
  expect(chooseNextCase(cases)?.caseId).toBe('older');
});

it('takes nothing where nothing waits', () => {
  expect(chooseNextCase([item('a', 'active', 1), item('b', 'rejected', 2)])).toBeUndefined();
});
