import type { CaseState, CaseSummary } from '@postern/protocol';

const waiting: readonly CaseState[] = ['second_approval', 'in_review', 'submitted'];

/** The case to take next: what is furthest along first, the longest waiting first within a state. */
export function chooseNextCase(cases: readonly CaseSummary[]): CaseSummary | undefined {
  return cases
    .filter((item) => waiting.includes(item.state))
    .toSorted((a, b) => waiting.indexOf(a.state) - waiting.indexOf(b.state) || a.updatedAt - b.updatedAt)[0];
}
