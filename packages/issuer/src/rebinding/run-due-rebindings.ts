import { readIssuanceState } from '../issuance/fix-issuance.ts';
import type { IssuerContext } from '../ports.ts';
import type { RebindingRow } from '../rows.ts';
import { finishRebinding } from './finish-rebinding.ts';
import { lockRebinding } from './lock-rebinding.ts';

/** Re-bindings that one run ends. */
const BATCH = 50;

export type DueRebindings = { done: number; failures: unknown[] };

/** Ends the re-bindings whose holders had their time and did not object. One that fails keeps no other from its end. */
export async function runDueRebindings(context: IssuerContext): Promise<DueRebindings> {
  const { store, clock } = context;
  const due = await store.read((reader) => reader.listDueRebindings(clock.now(), BATCH));
  const result: DueRebindings = { done: 0, failures: [] };
  for (const rebinding of due) {
    try {
      if (await endDue(context, rebinding)) result.done += 1;
    } catch (failure) {
      result.failures.push(failure);
    }
  }
  return result;
}

/** @returns false when another process, the holder or the bank's staff was first */
async function endDue(context: IssuerContext, options: Pick<RebindingRow, 'tenant' | 'rebindingId'>): Promise<boolean> {
  const { store, clock } = context;
  return store.transaction(async (transaction) => {
    const now = clock.now();
    const locked = await lockRebinding({ transaction, ...options });
    if (locked === null || locked.rebinding.state !== 'waiting' || locked.rebinding.dueAt > now) return false;
    const row = await transaction.findCase(options.tenant, locked.rebinding.caseId);
    if (row === null || readIssuanceState(row) !== 'open') return false;
    await finishRebinding({ transaction, ...locked, actor: 'system', now });
    return true;
  });
}
