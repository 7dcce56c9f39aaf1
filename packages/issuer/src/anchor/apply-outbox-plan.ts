import { appendAudit } from '../audit/append-audit.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { ChainTransactionRow } from '../rows.ts';
import { queueAnchorOn } from '../status/queue-anchor.ts';
import type { OutboxChange, OutboxPlan } from './plan-outbox.ts';

/** Writes what a plan found out: transactions, and the anchors that they carry. The account's row is locked. */
export async function applyOutboxPlan(
  context: Pick<IssuerContext, 'clock'>,
  options: { transaction: IssuerTransaction; plan: OutboxPlan; chainId: number; tenants: readonly string[] },
): Promise<void> {
  const { transaction, plan, chainId, tenants } = options;
  const now = context.clock.now();
  for (const change of plan.changes) {
    await transaction.saveChainTransaction(change.after);
    await carryAnchor({ transaction, change, now });
  }
  if (!plan.secondSender) return;
  for (const tenant of tenants) {
    const details = { chainId, count: plan.knownCount };
    await appendAudit({ transaction, tenant, at: now, actor: 'system', action: 'chain_second_sender', details });
  }
}

/** Moves the anchor with its transaction; what will not be on chain by this one is queued anew. */
async function carryAnchor(options: {
  transaction: IssuerTransaction;
  change: OutboxChange;
  now: number;
}): Promise<void> {
  const { transaction, change, now } = options;
  const { chainId, purpose } = change.after;
  if (purpose.kind !== 'anchor') return;
  const { tenant, listId, epoch } = purpose;
  await transaction.lockTenant(tenant);
  const anchor = await transaction.findAnchor({ chainId, tenant, listId, epoch });
  if (anchor === null) return;
  const state = anchorState(change.after);
  await transaction.saveAnchor({
    ...anchor,
    state,
    transactionHash: change.after.includedHash ?? anchor.transactionHash,
    blockNumber: change.after.blockNumber,
    confirmedAt: state === 'confirmed' ? (anchor.confirmedAt ?? now) : null,
  });
  if (state !== 'failed' || anchor.state === 'failed') return;
  const { changedAt, heartbeat } = anchor;
  await queueAnchorOn({ transaction, chainId, tenant, listId, now, changedAt, heartbeat });
}

function anchorState({ state, success }: ChainTransactionRow): 'sent' | 'confirmed' | 'failed' {
  if (state === 'sent') return 'sent';
  if (state === 'displaced' || state === 'lost' || success === false) return 'failed';
  return 'confirmed';
}
