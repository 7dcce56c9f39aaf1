import type { IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { readStatusBits, summariseBits } from '../status/compute-status-bits.ts';
import { queueAnchor } from '../status/queue-anchor.ts';

/**
 * Compares the root that the registry holds with the rows and queues an anchor where they differ without one on its
 * way: after a restored chain, a reorganisation, or rows that were older than the leaf.
 *
 * @returns whether an anchor was queued
 */
export async function reconcileAnchor(context: IssuerContext, options: { tenant: Tenant }): Promise<boolean> {
  const { store, chain, clock } = context;
  const { slug, listId } = options.tenant;
  const leaf = await chain.findLeaf(options.tenant);
  if (leaf === null) return false;
  return store.transaction(async (transaction) => {
    await transaction.lockTenant(slug);
    if ((await transaction.listOpenAnchors(slug, listId)).length > 0) return false;
    const { statusRoot } = summariseBits(await readStatusBits({ transaction, tenant: slug, listId }));
    if (statusRoot === leaf.statusRoot && leaf.active) return false;
    await queueAnchor({ transaction, tenant: slug, listId, now: clock.now(), minimumEpoch: leaf.epoch + 1 });
    return true;
  });
}
