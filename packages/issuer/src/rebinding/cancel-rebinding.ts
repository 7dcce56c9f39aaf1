import type { IssuerTransaction } from '../ports.ts';
import type { CredentialRow, RebindingRow } from '../rows.ts';
import { setSuspended } from '../status/change-status.ts';
import { writeToFiles } from './write-to-files.ts';

/**
 * Leaves things as they were: the old wallet's copies live again, unless their case itself is suspended, and nothing
 * comes from what waited. The caller holds the person's lock.
 */
export async function cancelRebinding(options: {
  transaction: IssuerTransaction;
  rebinding: RebindingRow;
  actor: string;
  now: number;
}): Promise<void> {
  const { transaction, rebinding, actor, now } = options;
  const { tenant, caseId, issuanceId } = rebinding;
  const copies = await transaction.listCopies(rebinding.credentialIds);
  await setSuspended({ transaction, credentials: await selectRevived(options, copies), suspendedAt: null, now });
  await transaction.saveRebinding({ ...rebinding, state: 'cancelled', endedAt: now });
  const exceptIssuanceIds = [...new Set(copies.map((copy) => copy.issuanceId))];
  await transaction.withdrawIssuances({ tenant, caseId, issuanceId, exceptIssuanceIds, now });
  await writeToFiles({ transaction, rebinding, action: 'rebinding_cancelled', actor, at: now });
}

/** Cancels every re-binding of these persons that is not ended. */
export async function cancelOpenRebindings(options: {
  transaction: IssuerTransaction;
  tenant: string;
  personIds: readonly string[];
  actor: string;
  now: number;
}): Promise<void> {
  const { transaction, tenant, personIds } = options;
  for (const rebinding of await transaction.listOpenRebindings(tenant, personIds)) {
    await cancelRebinding({ ...options, rebinding });
  }
}

async function selectRevived(
  options: { transaction: IssuerTransaction; rebinding: RebindingRow },
  copies: readonly CredentialRow[],
): Promise<CredentialRow[]> {
  const { transaction, rebinding } = options;
  const revived: CredentialRow[] = [];
  for (const caseId of rebinding.oldCaseIds) {
    const row = await transaction.findCase(rebinding.tenant, caseId);
    if (row?.state === 'suspended') continue;
    revived.push(...copies.filter((copy) => copy.caseId === caseId && copy.revokedAt === null));
  }
  return revived;
}
