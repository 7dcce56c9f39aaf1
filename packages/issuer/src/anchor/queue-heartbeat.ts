import type { AnchorChain, IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { queueAnchorOn } from '../status/queue-anchor.ts';

/**
 * Queues an anchor when the last heartbeat of a list is older than the period, whatever changed in between: a registry
 * takes out a leaf that was silent for too long, and what the anchor carries by this rhythm tells nobody how much work
 * a bank has.
 *
 * @param options.periodSeconds well below the registry's own heartbeat
 * @returns whether one was queued
 */
export async function queueHeartbeat(
  context: IssuerContext,
  options: { tenant: Tenant; chain: AnchorChain; periodSeconds: number },
): Promise<boolean> {
  const { chainId } = options.chain;
  const { slug, listId } = options.tenant;
  const leaf = await options.chain.findLeaf(options.tenant);
  if (leaf === null) return false;
  return context.store.transaction(async (transaction) => {
    await transaction.lockTenant(slug);
    const now = context.clock.now();
    const last = (await transaction.readLastBeat({ chainId, tenant: slug, listId })) ?? leaf.lastAnchoredAt;
    if (now < last + options.periodSeconds) return false;
    await queueAnchorOn({ transaction, chainId, tenant: slug, listId, now, changedAt: null, heartbeat: true });
    return true;
  });
}
