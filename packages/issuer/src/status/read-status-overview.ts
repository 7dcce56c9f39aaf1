import { type StatusOverview, zStatusOverview } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { readStatusBits, summariseBits } from './compute-status-bits.ts';

const zShownAnchor = zStatusOverview.shape.anchors.element;

/** A tenant's status list beside what the registry holds of it. */
export async function readStatusOverview(context: IssuerContext, options: { tenant: Tenant }): Promise<StatusOverview> {
  const { slug, issuerId, listId } = options.tenant;
  const leaf = await context.chain.findLeaf(options.tenant);
  const roots = await readRoots(context, options.tenant);
  return context.store.transaction(async (transaction) => {
    const { statusRoot } = summariseBits(await readStatusBits(context, { transaction, tenant: slug, listId }));
    const anchors = await transaction.listAnchors({ chainId: context.chain.chainId, tenant: slug, listId, limit: 20 });
    const waiting = (await transaction.listWaitingChanges()).filter(
      (change) => change.tenant === slug && change.listId === listId,
    );
    const counts = await transaction.countStatus(slug, listId);
    return {
      issuerId,
      listId,
      leafIndex: leaf?.leafIndex ?? null,
      epoch: anchors.find((anchor) => anchor.state === 'confirmed')?.epoch ?? leaf?.epoch ?? 0,
      ...counts,
      publishedRoot: statusRoot,
      anchoredRoot: leaf?.statusRoot ?? null,
      inSync: leaf !== null && leaf.statusRoot === statusRoot,
      chains: context.chains.map(({ chainId }) => {
        const since = waiting.find((change) => change.chainId === chainId)?.changedAt ?? null;
        return {
          chainId,
          inSync: roots.get(chainId) === statusRoot,
          waitingSince: since,
        };
      }),
      anchors: anchors.flatMap(({ epoch, state, transactionHash, createdAt, confirmedAt }) => {
        const shown = zShownAnchor.safeParse({ epoch, state, transactionHash, createdAt, confirmedAt });
        if (shown.success) return [shown.data];
        context.onUnreadable({ table: 'anchor_outbox', id: `${slug}/${listId}/${epoch}` });
        return [];
      }),
    };
  });
}

/** What each registry holds; a chain that does not answer is not in sync, and no reason to show nothing of the others. */
async function readRoots(context: IssuerContext, tenant: Tenant): Promise<Map<number, string | null>> {
  const read = context.chains.map(async (chain) => {
    const leaf = await chain.findLeaf(tenant).catch(() => null);
    return [chain.chainId, leaf?.statusRoot ?? null] as const;
  });
  return new Map(await Promise.all(read));
}
