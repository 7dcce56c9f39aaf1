import { appendAudit } from '../audit/append-audit.ts';
import { StaffError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { SignedInStaff } from './staff-sessions.ts';
import { assertSteppedUp } from './step-up.ts';

/**
 * Removes a member of staff: sessions, links and prepared decisions end in the same transaction, and what the person
 * proposed can be confirmed no more. Like an emergency suspension it takes one approver, because it only takes away.
 * Nobody removes themself, so an approver always stays.
 *
 * @throws {StaffError} `ERR_STAFF_ROLE` not an approver, or oneself | `ERR_STAFF_MEMBER` no such member | `ERR_STAFF_STEP_UP`
 */
export async function removeMember(
  context: IssuerContext,
  options: { signedIn: SignedInStaff; staffId: string; assertion: { id: string } | null },
): Promise<void> {
  const { signedIn, staffId } = options;
  const { tenant, staffId: actor, role } = signedIn.staff;
  if (role !== 'approver' || staffId === actor) {
    throw new StaffError('ERR_STAFF_ROLE', 'An approver removes a member, and never themself.');
  }
  await context.store.transaction(async (transaction) => {
    await assertSteppedUp(context, { ...options, transaction, action: `remove-member/${staffId}` });
    // Two approvers who remove each other at once: one of them stays.
    await transaction.lockTenant(tenant);
    const acting = await transaction.findStaff(tenant, actor);
    const member = await transaction.findStaff(tenant, staffId);
    if (acting === null || member === null) throw new StaffError('ERR_STAFF_MEMBER', 'There is no such member.');
    const at = context.clock.now();
    await transaction.removeStaff(tenant, staffId, at);
    await appendAudit({ transaction, tenant, at, actor, action: 'member_removed', details: { member: staffId } });
  });
}
