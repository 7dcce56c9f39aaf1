import { toP256PublicJwk } from '@postern/credential';
import { z } from 'zod';

import { AuditError, StaffError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { StaffRow } from '../rows.ts';
import { requireTenant } from '../tenant/require-tenant.ts';
import { appendAudit } from './append-audit.ts';
import { signHead } from './sign-head.ts';

const zHex = z.string().regex(/^[0-9a-f]{64}$/);

const zPublicKey = z.unknown().transform((jwk, context) => {
  try {
    return toP256PublicJwk(jwk);
  } catch {
    context.addIssue({ code: 'custom', message: 'no public P-256 key' });
    return z.NEVER;
  }
});

/** A bank's whole audit log as one file. Its keys are its own word: a checker takes them from the bank's DID document. */
export const zAuditExport = z.strictObject({
  format: z.literal('postern-audit-log/1'),
  tenant: z.string(),
  /** DID of the bank. */
  bank: z.string(),
  /** Unix seconds. */
  exportedAt: z.int(),
  keys: z.array(z.strictObject({ id: z.string(), publicJwk: zPublicKey })),
  entries: z.array(
    z.strictObject({
      tenant: z.string(),
      sequence: z.int(),
      at: z.int(),
      actor: z.string(),
      action: z.string(),
      caseId: z.string().nullable(),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      previousHash: z.string(),
      hash: z.string(),
    }),
  ),
  /** By sequence; a salt opens the hash that went on chain. */
  heads: z.array(
    z.strictObject({
      jws: z.string(),
      salt: zHex.nullable(),
      anchorHash: z.string().nullable(),
    }),
  ),
});
export type AuditExport = z.infer<typeof zAuditExport>;

/**
 * The whole log with every signed head; the export is the last entry of it.
 *
 * @throws {StaffError} `ERR_STAFF_ROLE` somebody who neither audits nor approves
 */
export async function exportAudit(context: IssuerContext, options: { staff: StaffRow }): Promise<AuditExport> {
  const { store, clock } = context;
  const { staff } = options;
  if (staff.role === 'analyst') throw new StaffError('ERR_STAFF_ROLE', 'The log is exported by an auditor.');
  const tenant = await requireTenant(context, staff.tenant);
  const { slug, did } = tenant;
  const exportedAt = clock.now();
  await store.transaction((transaction) =>
    appendAudit({ transaction, tenant: slug, at: exportedAt, actor: staff.staffId, action: 'audit_exported' }),
  );
  const last = await signHead(context, { tenant }).catch((error: unknown) => {
    // A log that is not what was signed goes out as it is, under the heads that it has: the checker names what is bad.
    if (error instanceof AuditError && error.code === 'ERR_AUDIT_BROKEN') return 'broken' as const;
    throw error;
  });
  const end = last === 'broken' ? undefined : (last?.sequence ?? 0);
  const { keys, entries, heads } = await store.transaction(async (transaction) => ({
    keys: await transaction.listAuditKeys(slug),
    entries: await transaction.listAudit(slug, end === undefined ? {} : { limit: end }),
    heads: await transaction.listAuditHeads(slug),
  }));
  return {
    format: 'postern-audit-log/1',
    tenant: slug,
    bank: did,
    exportedAt,
    keys: keys.map(({ keyName, publicJwk }) => ({ id: `${did}#${keyName}`, publicJwk })),
    entries,
    heads: heads
      .filter(({ sequence }) => end === undefined || sequence <= end)
      .map(({ jws, salt, anchorHash }) => ({ jws, salt, anchorHash })),
  };
}
