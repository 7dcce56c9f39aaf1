import { canonicalizeJson } from '@postern/primitives';

import type { AuditRow } from '../rows.ts';
import { sha256Hex } from '../vault/hash-token.ts';

/** Where every chain begins. */
export const AUDIT_GENESIS = '0'.repeat(64);

/** SHA-256 over the canonical JSON of everything but the hash itself; hex. */
export async function hashAuditEntry(entry: Omit<AuditRow, 'hash'>): Promise<string> {
  const { tenant, sequence, at, actor, action, caseId, details, previousHash } = entry;
  return sha256Hex(canonicalizeJson({ tenant, sequence, at, actor, action, caseId, details, previousHash }));
}
