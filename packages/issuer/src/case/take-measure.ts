import type { Measure } from '@postern/protocol';

import { separatePerson } from '../identity/separate-person.ts';
import { addOffer } from '../offer/create-offer.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import { endRebindingsFor } from '../rebinding/end-rebindings-for.ts';
import type { CaseRow, PersonRow, StaffRow } from '../rows.ts';
import { changeCaseStatus } from '../status/change-status.ts';

/** What a measure does beyond the case's own state, in the transaction of its decision. */
export async function takeMeasure(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    row: CaseRow;
    person: PersonRow;
    measure: Measure;
    staff: StaffRow;
    now: number;
  },
): Promise<void> {
  const { transaction, row, person, measure, staff, now } = options;
  switch (measure) {
    case 'reject':
      return transaction.withdrawOffers(row.tenant, row.caseId);
    case 'suspend':
    case 'reinstate':
    case 'revoke':
      await transaction.withdrawOffers(row.tenant, row.caseId);
      await changeCaseStatus({ transaction, row, action: measure, now });
      return endRebindingsFor({ transaction, row, person, measure, actor: staff.staffId, now });
    case 'separate':
      return separatePerson({ transaction, row, person, actor: staff.staffId, now });
    case 'rebind':
      await addOffer(context, { transaction, row, actor: staff.staffId, mayRebind: true });
  }
}
