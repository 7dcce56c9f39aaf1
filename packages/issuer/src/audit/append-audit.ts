import { canonicalizeJson } from '@postern/primitives';

import type { IssuerTransaction } from '../ports.ts';
import type { AuditRow } from '../rows.ts';
import { sha256Hex } from '../vault/hash-token.ts';

/** Where every chain begins. */
export const AUDIT_GENESIS = '0'.repeat(64);

export type AppendAuditOptions = {
  transaction: IssuerTransaction;
  tenant: string;
  at: number;
  /** Staff id, `applicant`, `wallet` or `system`. */
  actor: string;
  action: string;
  caseId?: string | null;
  /** Never personal data: ids, hashes, counts. */
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

/** SHA-256 over the canonical JSON of everything but the hash itself; hex. */
export async function hashAuditEntry(entry: Omit<AuditRow, 'hash'>): Promise<string> {
  const { tenant, sequence, at, actor, action, caseId, details, previousHash } = entry;
  return sha256Hex(canonicalizeJson({ tenant, sequence, at, actor, action, caseId, details, previousHash }));
}
