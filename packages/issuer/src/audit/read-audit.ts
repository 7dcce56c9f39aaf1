import type { AuditPage } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

const PAGE = 200;

/** The newest entries of a tenant's log; the whole chain is checked from its first entry. */
export async function readAudit(context: IssuerContext, options: { tenant: string }): Promise<AuditPage> {
  const { entries, names } = await context.store.transaction(async (transaction) => {
    const staff = await transaction.listStaff(options.tenant);
    return {
      entries: await transaction.listAudit(options.tenant),
      names: new Map(staff.map((member) => [member.staffId, member.name])),
    };
  });
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
    intact: await verifyAuditChain(entries),
  };
}
