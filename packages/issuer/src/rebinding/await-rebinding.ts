import { IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CopyRow, IssuanceRow, PersonRow, ProvenKey, Tenant } from '../rows.ts';
import { assertRebindingAllowed } from './assert-rebinding-allowed.ts';
import { isLiveCopy, selectForeignCopies } from './select-foreign-copies.ts';
import { startRebinding } from './start-rebinding.ts';

/**
 * Whether what a wallet asks for has to wait because another one holds a live credential of the person. The first to ask
 * begins the re-binding, what the same case asks for after it waits with it, and nobody else is issued anything
 * meanwhile.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_REBINDING_OPEN` one is under way for another case, or away from this wallet;
 *   `ERR_ISSUANCE_REBINDING_UNAPPROVED`, `ERR_ISSUANCE_REBINDING_TOO_SOON`
 */
export async function awaitRebinding(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    tenant: Tenant;
    row: CaseRow;
    holder: PersonRow;
    issuance: IssuanceRow;
    keys: readonly ProvenKey[];
    /** Every unrevoked copy of the person. */
    copies: readonly CopyRow[];
    now: number;
  },
): Promise<boolean> {
  const { transaction, row, holder, copies, now } = options;
  const foreign = selectForeignCopies(options);
  // What is open has suspended its copies, so where none is, there is nothing to look for.
  const isSuspended = copies.some(({ suspendedAt }) => suspendedAt !== null);
  const [open] = isSuspended ? await transaction.listOpenRebindings(row.tenant, [holder.personId]) : [];
  if (open !== undefined) {
    if (open.caseId === row.caseId && foreign.length > 0) return true;
    throw new IssuanceError('ERR_ISSUANCE_REBINDING_OPEN', 'The credential is about to move to another wallet.');
  }
  if (!foreign.some((copy) => isLiveCopy(copy, now))) return false;
  await assertRebindingAllowed(context, { ...options, foreign });
  await startRebinding(context, { ...options, foreign });
  return true;
}
