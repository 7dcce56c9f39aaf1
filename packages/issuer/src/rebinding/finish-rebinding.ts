import type { IssuerTransaction } from '../ports.ts';
import type { PersonRow, RebindingRow } from '../rows.ts';
import { revokeCredentials } from '../status/change-status.ts';
import { writeToFiles } from './write-to-files.ts';

/**
 * Ends what these older files hold. With the last of them the re-binding is done: the other wallet may fetch, slot 14
 * will say when, and nothing more comes from what the old wallet was granted. The caller holds the person's lock.
 */
export async function finishRebinding(options: {
  transaction: IssuerTransaction;
  rebinding: RebindingRow;
  holder: PersonRow;
  /** All that still hold something unless told. */
  oldCaseIds?: readonly string[];
  actor: string;
  now: number;
}): Promise<void> {
  const { transaction, rebinding, holder, actor, now } = options;
  const copies = await transaction.listCopies(rebinding.credentialIds);
  const unrevoked = copies.filter(({ revokedAt }) => revokedAt === null);
  const oldCaseIds = options.oldCaseIds ?? [...new Set(unrevoked.map(({ caseId }) => caseId))].toSorted();
  const left = unrevoked.filter(({ caseId }) => !oldCaseIds.includes(caseId));
  await revokeCredentials({ transaction, credentials: unrevoked.filter((copy) => !left.includes(copy)), now });
  const isDone = left.length === 0;
  const isGone = (id: string) => rebinding.credentialIds.includes(id) && !left.some((copy) => copy.credentialId === id);
  const liveSealId = holder.liveSealId !== null && isGone(holder.liveSealId) ? null : holder.liveSealId;
  // Whichever wallet of the case comes first binds: it was two people who decided that another one may.
  await transaction.savePerson(
    isDone ? { ...holder, liveSealId, holderCommitment: null, reboundAt: now } : { ...holder, liveSealId },
  );
  if (isDone) {
    const issuanceIds = [...new Set(copies.map(({ issuanceId }) => issuanceId))];
    await transaction.endGrantsOf({ tenant: rebinding.tenant, issuanceIds, now });
    await transaction.saveRebinding({ ...rebinding, state: 'done', endedAt: now });
  }
  await writeToFiles({ transaction, rebinding, oldCaseIds, action: 'rebinding_done', actor, at: now });
}
