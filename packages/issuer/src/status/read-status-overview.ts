import type { StatusOverview } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { readStatusBits, summariseBits } from './compute-status-bits.ts';

/** A tenant's status list beside what the registry holds of it. */
export async function readStatusOverview(context: IssuerContext, options: { tenant: Tenant }): Promise<StatusOverview> {
  const { slug, issuerId, listId } = options.tenant;
  const leaf = await context.chain.findLeaf(options.tenant);
  return context.store.transaction(async (transaction) => {
    const { statusRoot } = summariseBits(await readStatusBits({ transaction, tenant: slug, listId }));
    const anchors = await transaction.listAnchors(slug, listId, 20);
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
      anchors: anchors.map(({ epoch, state, transactionHash, createdAt, confirmedAt }) => ({
        epoch,
        state,
        transactionHash,
        createdAt,
        confirmedAt,
      })),
    };
  });
}
