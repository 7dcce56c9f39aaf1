import type { CaseSummary, Staff } from '@postern/protocol';

export type ChooseNextCaseOptions = {
  cases: readonly CaseSummary[];
  staff: Pick<Staff, 'staffId' | 'role'>;
};

/**
 * The case that this member of staff takes next: a measure or a proposal of somebody else that waits for a second person,
 * then their own review, then a case that nobody has; the longest waiting first. Never a colleague's review.
 */
export function chooseNextCase({ cases, staff }: ChooseNextCaseOptions): CaseSummary | undefined {
  return cases
    .flatMap((item) => {
      const rank = rankFor({ item, staff });
      return rank === undefined ? [] : [{ item, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank || a.item.updatedAt - b.item.updatedAt)[0]?.item;
}

/** What is furthest along comes first; undefined where there is nothing for this person to do. */
function rankFor({ item, staff }: { item: CaseSummary; staff: ChooseNextCaseOptions['staff'] }): number | undefined {
  const isApprover = staff.role === 'approver';
  if (item.measure !== undefined) {
    return isApprover && item.measure.proposedBy.staffId !== staff.staffId ? 0 : undefined;
  }
  switch (item.state) {
    case 'second_approval':
      return isApprover && item.proposer?.staffId !== staff.staffId ? 1 : undefined;
    case 'in_review':
      return item.reviewer?.staffId === staff.staffId ? 2 : undefined;
    case 'submitted':
      return item.reviewer === undefined ? 3 : undefined;
    default:
      return undefined;
  }
}
