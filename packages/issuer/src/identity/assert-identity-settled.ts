import { openApplication } from '../case/personal-data.ts';
import { IssuanceError } from '../error.ts';
import { findApproval } from '../issuance/fix-issuance.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, PersonRow } from '../rows.ts';
import { findCandidates, HOLDING_STATES, holderOf } from './find-candidates.ts';

/**
 * The search for the same person, once more, when the first credential is made: under the bank's lock, so that of two
 * files of one person only those pass that the approvals name to each other.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_IDENTITY_UNSETTLED` a file that could hold a credential and is not answered
 */
export async function assertIdentitySettled(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; person: PersonRow },
): Promise<void> {
  const { transaction, row, person } = options;
  await transaction.lockTenant(row.tenant);
  const approval = await findApproval({ transaction, row });
  const application = await openApplication({ vault: context.vault, person, row });
  const { candidates } = await findCandidates(context, {
    transaction,
    row,
    person,
    application,
    states: HOLDING_STATES,
  });
  const answered = new Set((approval?.identity?.answers ?? []).map(({ personId }) => personId));
  for (const candidate of candidates) {
    if (answered.has(candidate.personId)) continue;
    // The later of two approvals saw this file and answered for both.
    const theirs = await transaction.listIdentityAnswers(row.tenant, { caseId: candidate.caseId });
    if (!theirs.some(({ otherPersonId }) => otherPersonId === holderOf(person))) {
      throw new IssuanceError('ERR_ISSUANCE_IDENTITY_UNSETTLED', 'Another file may be the same person: review again.');
    }
  }
}
