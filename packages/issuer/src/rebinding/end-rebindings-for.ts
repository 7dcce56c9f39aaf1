import type { Measure } from '@postern/protocol';

import { holderOf } from '../identity/find-candidates.ts';
import { readIssuanceState } from '../issuance/fix-issuance.ts';
import type { IssuerTransaction } from '../ports.ts';
import type { CaseRow, PersonRow } from '../rows.ts';
import { cancelRebinding } from './cancel-rebinding.ts';
import { finishRebinding } from './finish-rebinding.ts';
import { lockRebinding } from './lock-rebinding.ts';

/**
 * What two people's decision on a case means for its open re-binding: reinstating what the case issued ends it in favour
 * of the old wallet, revoking that in favour of the new one, and a case from which nothing may be issued any more has
 * nothing to wait for. The caller holds the persons' locks.
 */
export async function endRebindingsFor(options: {
  transaction: IssuerTransaction;
  /** The case after the decision. */
  row: CaseRow;
  person: PersonRow;
  measure?: Measure;
  actor: string;
  now: number;
}): Promise<void> {
  const { transaction, row, person, measure, actor, now } = options;
  const { tenant, caseId } = row;
  for (const { rebindingId, ...open } of await transaction.listOpenRebindings(tenant, [holderOf(person)])) {
    const locked = await lockRebinding({ transaction, tenant, rebindingId });
    if (locked === null) continue;
    const isOld = open.oldCaseIds.includes(caseId);
    const gainsNothing = open.caseId === caseId && isClosed(row);
    if (gainsNothing || (isOld && measure === 'reinstate')) {
      await cancelRebinding({ transaction, rebinding: locked.rebinding, actor, now });
    } else if (isOld && measure === 'revoke') {
      await finishRebinding({ transaction, ...locked, oldCaseIds: [caseId], actor, now });
    }
  }
}

/** A suspended case may be reinstated: it is not over. */
function isClosed(row: CaseRow): boolean {
  return readIssuanceState(row) !== 'open' && row.state !== 'suspended';
}
