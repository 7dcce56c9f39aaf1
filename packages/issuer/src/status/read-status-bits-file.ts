import { TenantError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { SnapshotRow, Tenant } from '../rows.ts';
import { readStatusBits, summariseBits } from './compute-status-bits.ts';
import { packBits } from './pack-bits.ts';
import { assertListOf } from './publish-status-list.ts';

/**
 * The bit file of one epoch, or the one that the registry's root stands for: the last confirmed anchor's, before the
 * first anchor the list as it was registered. A path built from a newer file would prove against a root that the
 * registry does not hold yet.
 *
 * @throws {TenantError} no such list or epoch
 */
export async function readStatusBitsFile(
  context: IssuerContext,
  options: {
    tenant: Tenant;
    listId: number;
    epoch: number | undefined;
    /** Whose registry; the first chain unless given. */
    chainId?: number | undefined;
  },
): Promise<SnapshotRow> {
  const { tenant, listId, epoch, chainId = context.chain.chainId } = options;
  assertListOf(tenant, listId);
  const found = await context.store.transaction(async (transaction) => {
    const anchors = await transaction.listAnchors({ chainId, tenant: tenant.slug, listId, limit: 50 });
    const anchored = anchors.find((anchor) => anchor.state === 'confirmed')?.epoch ?? 0;
    return transaction.findSnapshot(tenant.slug, listId, epoch ?? anchored);
  });
  if (found !== null) return found;
  if (epoch !== undefined && epoch !== 0) {
    throw new TenantError('ERR_STATUS_LIST_UNKNOWN', 'There is no such epoch of this status list.');
  }
  return createFirstSnapshot(context, { tenant });
}

/** Fixes the list's epoch 0, under which its leaf is registered. Once made it never changes. */
export async function createFirstSnapshot(context: IssuerContext, options: { tenant: Tenant }): Promise<SnapshotRow> {
  const { store, clock } = context;
  const { slug, listId } = options.tenant;
  return store.transaction(async (transaction) => {
    await transaction.lockTenant(slug);
    const known = await transaction.findSnapshot(slug, listId, 0);
    if (known !== null) return known;
    const { combined, statusRoot, contentHash } = summariseBits(
      await readStatusBits(context, { transaction, tenant: slug, listId }),
    );
    const snapshot: SnapshotRow = {
      tenant: slug,
      listId,
      epoch: 0,
      statusRoot,
      contentHash,
      packedBits: await packBits(combined),
      createdAt: clock.now(),
    };
    await transaction.saveSnapshot(snapshot);
    return snapshot;
  });
}
