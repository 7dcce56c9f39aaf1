import type { AnchorChain, IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { readStatusBits, summariseBits } from '../status/compute-status-bits.ts';
import { queueAnchorOn } from '../status/queue-anchor.ts';

/**
 * Compares the root that a registry holds with the rows and queues an anchor where they differ without one on its way:
 * a leaf that was zeroed, rows that were older than the leaf, a database from a backup.
 *
 * @returns whether an anchor was queued
 */
export async function reconcileAnchor(
  context: IssuerContext,
  options: { tenant: Tenant; chain: AnchorChain },
): Promise<boolean> {
  const { store, clock } = context;
  const { chain } = options;
  const { chainId } = chain;
  const { slug, listId } = options.tenant;
  const leaf = await chain.findLeaf(options.tenant, { fresh: true });
  if (leaf === null) return false;
  return store.transaction(async (transaction) => {
    await transaction.lockTenant(slug);
    const [newest] = await transaction.listAnchors({ chainId, tenant: slug, listId, limit: 1 });
    if (newest?.state === 'pending' || newest?.state === 'sent') return false;
    const { statusRoot } = summariseBits(await readStatusBits(context, { transaction, tenant: slug, listId }));
    if (statusRoot === leaf.statusRoot && leaf.active) return false;
    const now = clock.now();
    // The change that is missing is no newer than this look, and nobody knows how old it is.
    const changedAt = statusRoot === leaf.statusRoot ? null : now;
    const minimumEpoch = leaf.epoch + 1;
    await queueAnchorOn({ transaction, chainId, tenant: slug, listId, now, changedAt, heartbeat: false, minimumEpoch });
    return true;
  });
}
