import { writeToPair } from '../audit/write-to-pair.ts';
import type { IssuerTransaction } from '../ports.ts';
import type { RebindingRow } from '../rows.ts';

/** Writes one event of a re-binding into the files that lose, all of them unless told, and into the one that gains. */
export async function writeToFiles(options: {
  transaction: IssuerTransaction;
  rebinding: RebindingRow;
  oldCaseIds?: readonly string[];
  action: 'rebinding_started' | 'rebinding_not_told' | 'rebinding_objected' | 'rebinding_done' | 'rebinding_cancelled';
  actor: string;
  at: number;
}): Promise<void> {
  const { rebinding, oldCaseIds = rebinding.oldCaseIds, ...entry } = options;
  const { tenant, caseId: otherCaseId } = rebinding;
  for (const caseId of oldCaseIds) await writeToPair({ ...entry, tenant, caseId, otherCaseId });
}
