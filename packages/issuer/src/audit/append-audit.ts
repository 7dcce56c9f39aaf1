import type { IssuerTransaction } from '../ports.ts';
import type { AuditRow } from '../rows.ts';
import { AUDIT_GENESIS, hashAuditEntry } from './hash-audit-entry.ts';

export type AppendAuditOptions = {
  transaction: IssuerTransaction;
  tenant: string;
  at: number;
  /** Staff id, `applicant`, `wallet` or `system`. */
  actor: string;
  action: string;
  caseId?: string | null;
  /** Ids, hashes, counts. Where something personal must be in it, its ciphertext: the entry outlives the person's key. */
  details?: AuditRow['details'];
};

/** Writes the next entry of the tenant's chain inside the caller's transaction, so that act and record stand together. */
export async function appendAudit(options: AppendAuditOptions): Promise<AuditRow> {
  const { transaction, tenant, at, actor, action, caseId = null, details = {} } = options;
  const head = await transaction.lockAuditHead(tenant);
  const body = {
    tenant,
    sequence: head.sequence + 1,
    at,
    actor,
    action,
    caseId,
    details,
    previousHash: head.sequence === 0 ? AUDIT_GENESIS : head.hash,
  };
  const row = { ...body, hash: await hashAuditEntry(body) };
  await transaction.addAudit(row);
  return row;
}
