import type { CopyRow, IssuanceRow, ProvenKey } from '../rows.ts';

/**
 * Of a person's copies, those that another wallet holds than the one that asks now. Where both have stated a holder
 * commitment, that decides; otherwise it is the same wallet when the copy came under the same grant, or under one of
 * whose keys a proof is made again.
 */
export function selectForeignCopies(options: {
  copies: readonly CopyRow[];
  issuance: IssuanceRow;
  keys: readonly ProvenKey[];
}): CopyRow[] {
  const { copies, issuance, keys } = options;
  const proven = new Set(keys.map(({ thumbprint }) => thumbprint));
  const own = new Set([issuance.predecessorId ?? issuance.issuanceId]);
  for (const copy of copies) if (proven.has(copy.keyThumbprint)) own.add(copy.firstIssuanceId);
  return copies.filter(({ holderCommitment, firstIssuanceId }) =>
    holderCommitment === null || issuance.holderCommitment === null
      ? !own.has(firstIssuanceId)
      : holderCommitment !== issuance.holderCommitment,
  );
}

/** Whether somebody may hold the copy and use it, now or after a suspension. One that was never handed out is nobody's. */
export function isLiveCopy(copy: CopyRow, now: number): boolean {
  return copy.state === 'issued' && copy.validUntil > now;
}
