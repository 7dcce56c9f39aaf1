import type { IssuerTransaction } from '../ports.ts';

/**
 * Sees to it that every chain gets an anchor later than this transaction's change. A waiting row whose root is not yet
 * fixed will cover the change; otherwise a new epoch begins.
 */
export async function queueAnchor(options: {
  transaction: IssuerTransaction;
  tenant: string;
  listId: number;
  now: number;
}): Promise<void> {
  const { transaction, tenant, listId, now } = options;
  await transaction.lockTenant(tenant);
  const latest = await transaction.listLatestAnchors(tenant, listId);
  // One epoch for all chains: it stands for one file.
  const minimumEpoch = (await transaction.readLatestEpoch(tenant, listId)) + 1;
  for (const chainId of await transaction.listAnchorChains()) {
    const last = latest.find((row) => row.chainId === chainId);
    if (last?.state === 'pending' && last.statusRoot === null) {
      if (last.changedAt === null) await transaction.saveAnchor({ ...last, changedAt: now });
      continue;
    }
    await addPending({
      transaction,
      chainId,
      tenant,
      listId,
      now,
      epoch: minimumEpoch,
      changedAt: now,
      heartbeat: false,
    });
  }
}

/** The same on one chain: for what this chain alone lacks. */
export async function queueAnchorOn(options: {
  transaction: IssuerTransaction;
  chainId: number;
  tenant: string;
  listId: number;
  now: number;
  /** When the oldest change was made that it is to bring; null: none. */
  changedAt: number | null;
  heartbeat: boolean;
  /** Lowest epoch that the registry would take. */
  minimumEpoch?: number;
}): Promise<void> {
  const { transaction, chainId, tenant, listId, now, changedAt, heartbeat, minimumEpoch = 1 } = options;
  const [last] = await transaction.listAnchors({ chainId, tenant, listId, limit: 1 });
  if (last?.state === 'pending' && last.statusRoot === null && last.epoch >= minimumEpoch) {
    const moments = [last.changedAt, changedAt].filter((moment) => moment !== null);
    const oldest = moments.length === 0 ? null : Math.min(...moments);
    await transaction.saveAnchor({ ...last, changedAt: oldest, heartbeat: last.heartbeat || heartbeat });
    return;
  }
  const epoch = Math.max((await transaction.readLatestEpoch(tenant, listId)) + 1, minimumEpoch);
  await addPending({ transaction, chainId, tenant, listId, now, epoch, changedAt, heartbeat });
}

async function addPending(options: {
  transaction: IssuerTransaction;
  chainId: number;
  tenant: string;
  listId: number;
  epoch: number;
  now: number;
  changedAt: number | null;
  heartbeat: boolean;
}): Promise<void> {
  const { transaction, now, ...key } = options;
  await transaction.addAnchor({
    ...key,
    state: 'pending',
    statusRoot: null,
    contentHash: null,
    waitsForLeaf: false,
    auditHash: null,
    nonce: null,
    transactionHash: null,
    blockNumber: null,
    createdAt: now,
    sentAt: null,
    confirmedAt: null,
  });
}
