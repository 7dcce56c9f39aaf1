import type { IssuerTransaction } from '../ports.ts';

/**
 * Sees to it that an anchor later than this transaction's change will be sent. A waiting row whose root is not yet
 * fixed will cover the change; otherwise a new epoch begins.
 */
export async function queueAnchor(options: {
  transaction: IssuerTransaction;
  tenant: string;
  listId: number;
  now: number;
  /** Lowest epoch that the registry would take. */
  minimumEpoch?: number;
}): Promise<void> {
  const { transaction, tenant, listId, now, minimumEpoch = 1 } = options;
  await transaction.lockTenant(tenant);
  const last = await transaction.findLatestAnchor(tenant, listId);
  if (last !== null && last.state === 'pending' && last.statusRoot === null && last.epoch >= minimumEpoch) return;
  await transaction.addAnchor({
    tenant,
    listId,
    epoch: Math.max((last?.epoch ?? 0) + 1, minimumEpoch),
    state: 'pending',
    statusRoot: null,
    contentHash: null,
    nonce: null,
    signedTransaction: null,
    transactionHash: null,
    blockNumber: null,
    createdAt: now,
    sentAt: null,
    confirmedAt: null,
  });
}
