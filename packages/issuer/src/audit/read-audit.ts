import type { AuditPage } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import { requireTenant } from '../tenant/require-tenant.ts';
import { findAuditFault } from './verify-audit-log.ts';

const PAGE = 200;

/**
 * The newest entries of a tenant's log. The whole log is checked, from its first entry and against every signed head:
 * a tail that was cut, a log that was emptied and a suffix that was written anew are seen.
 */
export async function readAudit(context: IssuerContext, options: { tenant: string }): Promise<AuditPage> {
  const { slug, did } = await requireTenant(context, options.tenant);
  const { entries, names, heads, keys, standing } = await context.store.transaction(async (transaction) => {
    const locked = await transaction.lockAuditHead(slug);
    const staff = await transaction.listStaff(slug, { alsoRemoved: true });
    return {
      standing: locked,
      entries: await transaction.listAudit(slug),
      names: new Map(staff.map((member) => [member.staffId, member.name])),
      heads: await transaction.listAuditHeads(slug),
      keys: await transaction.listAuditKeys(slug),
    };
  });
  const publicKeys = keys.map(({ keyName, publicJwk }) => ({ id: `${did}#${keyName}`, publicJwk }));
  const fault = await findAuditFault({ tenant: slug, bank: did, entries, heads, keys: publicKeys });
  // The newest entries wait for their head, a young log for its first.
  const waits = fault?.check === 'tail_unsigned' || fault?.check === 'head_missing';
  return {
    entries: entries
      .slice(-PAGE)
      .toReversed()
      .map(({ sequence, at, actor, action, caseId, hash }) => ({
        sequence,
        at,
        actor: names.get(actor) ?? actor,
        action,
        caseId,
        hash,
      })),
    intact: (fault === null || waits) && standing.sequence === entries.length,
  };
}
