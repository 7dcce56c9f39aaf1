import type { AuditRow } from '../rows.ts';
import { AUDIT_GENESIS, hashAuditEntry } from './append-audit.ts';

/** Whether the entries, oldest first from the very first, form an unbroken chain. */
export async function verifyAuditChain(entries: readonly AuditRow[]): Promise<boolean> {
  let previousHash = AUDIT_GENESIS;
  for (const [position, entry] of entries.entries()) {
    if (entry.sequence !== position + 1 || entry.previousHash !== previousHash) return false;
    if ((await hashAuditEntry(entry)) !== entry.hash) return false;
    previousHash = entry.hash;
  }
  return true;
}
