import type { CopyRow, IssuanceRow, ProvenKey } from '../rows.ts';

/**
 * Of a person's copies, those that another wallet holds than the one that asks now. It is the same wallet when the copy
 * came under the same grant, was made for the holder commitment that the wallet states now, or came under a grant one of
 * whose keys is proven again.
 */
export function selectForeignCopies(options: {
  copies: readonly CopyRow[];
  issuance: IssuanceRow;
  keys: readonly ProvenKey[];
}): CopyRow[] {
  const { copies, issuance, keys } = options;
  const proven = new Set(keys.map(({ thumbprint }) => thumbprint));
  const own = new Set([issuance.predecessorId ?? issuance.issuanceId]);
  for (const copy of copies) {
    const sameCommitment = copy.holderCommitment !== null && copy.holderCommitment === issuance.holderCommitment;
    if (sameCommitment || proven.has(copy.keyThumbprint)) own.add(copy.firstIssuanceId);
  }
  return copies.filter((copy) => !own.has(copy.firstIssuanceId));
}

/** Whether somebody may hold the copy and use it, now or after a suspension. One that was never handed out is nobody's. */
export function isLiveCopy(copy: CopyRow, now: number): boolean {
  return copy.state === 'issued' && copy.validUntil > now;
}
