import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import { hashToken } from '../vault/hash-token.ts';

/** A wallet that asks again and again is one alarm an hour. */
const ALARM_SECONDS = 3600;

/** Runs it; when it finds that a case is not what was approved, the log says so although nothing else was written. */
export async function alarmed<T>(
  context: IssuerContext,
  options: { tenant: string; caseId: string },
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof IssuanceError && error.code === 'ERR_ISSUANCE_APPROVAL_BROKEN') {
      await raiseAlarm(context, { ...options, part: String(error.details.part) });
    }
    throw error;
  }
}

async function raiseAlarm(
  context: IssuerContext,
  options: { tenant: string; caseId: string; part: string },
): Promise<void> {
  const { store, clock } = context;
  const { tenant, caseId, part } = options;
  const at = clock.now();
  const hour = Math.floor(at / ALARM_SECONDS);
  const markerHash = await hashToken(`approval-broken:${tenant}:${caseId}:${part}:${hour}`);
  await store.transaction(async (transaction) => {
    if (!(await transaction.useOnce({ markerHash, expiresAt: (hour + 1) * ALARM_SECONDS }))) return;
    await appendAudit({
      ...{ transaction, tenant, at, caseId },
      actor: 'system',
      action: 'approval_broken',
      details: { part },
    });
  });
}
