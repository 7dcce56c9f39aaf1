import { IssuanceError } from '../error.ts';
import { findApproval } from '../issuance/fix-issuance.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CopyRow, IssuanceRow, PersonRow } from '../rows.ts';

/**
 * A re-binding is what two people decided on: by the measure of that name on this case, or by an approval that calls the
 * holder of other files' copies the same person. Whoever decided was shown these copies, and no re-binding under that
 * approval was cancelled.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_REBINDING_UNAPPROVED`, `ERR_ISSUANCE_REBINDING_TOO_SOON`
 */
export async function assertRebindingAllowed(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    row: CaseRow;
    holder: PersonRow;
    issuance: IssuanceRow;
    foreign: readonly CopyRow[];
    now: number;
  },
): Promise<void> {
  const { holder, issuance, now } = options;
  if (!issuance.mayRebind && !(await isApproved(options))) {
    throw new IssuanceError('ERR_ISSUANCE_REBINDING_UNAPPROVED', 'Another wallet holds a live credential.');
  }
  assertCooledDown(context, { holder, now });
}

/** @throws {IssuanceError} `ERR_ISSUANCE_REBINDING_TOO_SOON` */
export function assertCooledDown(context: IssuerContext, options: { holder: PersonRow; now: number }): void {
  const { holder, now } = options;
  if (holder.reboundAt !== 0 && now < holder.reboundAt + context.settings.rebindCooldownSeconds) {
    throw new IssuanceError('ERR_ISSUANCE_REBINDING_TOO_SOON', 'The last re-binding was too short a time ago.');
  }
}

async function isApproved(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  foreign: readonly CopyRow[];
}): Promise<boolean> {
  const { transaction, row, foreign } = options;
  const approval = await findApproval({ transaction, row });
  const decidedAt = approval?.madeAt ?? null;
  const answers = approval?.identity?.answers ?? [];
  if (approval === undefined || decidedAt === null || !answers.some(({ answer }) => answer === 'same')) return false;
  if (foreign.some((copy) => copy.caseId === row.caseId || copy.createdAt > decidedAt)) return false;
  const { tenant, caseId } = row;
  const { decisionHash: approvalHash } = approval;
  return (await transaction.countCancelledRebindings({ tenant, caseId, approvalHash })) === 0;
}
