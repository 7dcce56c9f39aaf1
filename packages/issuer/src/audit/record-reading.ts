import type { IssuerContext } from '../ports.ts';
import type { StaffRow } from '../rows.ts';
import { hashToken } from '../vault/hash-token.ts';
import { appendAudit } from './append-audit.ts';

/** A page that stays open asks again and again: it is one reading an hour. */
const READING_SECONDS = 3600;

/** Records that somebody of the staff read a case, or the log itself. */
export async function recordReading(
  context: IssuerContext,
  options: { staff: StaffRow; action: 'case_read' | 'audit_read'; caseId?: string },
): Promise<void> {
  const { store, clock } = context;
  const { staff, action, caseId = null } = options;
  const { tenant, staffId } = staff;
  const at = clock.now();
  const hour = Math.floor(at / READING_SECONDS);
  const markerHash = await hashToken(`reading:${tenant}:${staffId}:${action}:${caseId ?? ''}:${hour}`);
  await store.transaction(async (transaction) => {
    if (!(await transaction.useOnce({ markerHash, expiresAt: (hour + 1) * READING_SECONDS }))) return;
    await appendAudit({ transaction, tenant, at, actor: staffId, action, caseId });
  });
}
