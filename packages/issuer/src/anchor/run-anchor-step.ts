import type { IssuerContext } from '../ports.ts';
import type { AnchorRow, Tenant } from '../rows.ts';
import { readStatusBits, summariseBits } from '../status/compute-status-bits.ts';
import { packBits } from '../status/pack-bits.ts';
import { queueAnchor } from '../status/queue-anchor.ts';
import { statusListUrls } from '../tenant/issuer-identifier.ts';
import { openOperatorKey } from '../tenant/tenant-keys.ts';

/** What one step did: nothing to do, waiting for governance or a block, sent, or confirmed. */
export type AnchorStepResult = 'idle' | 'unregistered' | 'sent' | 'waiting' | 'confirmed' | 'failed';

/**
 * One step of the outbox worker for one tenant. Every step leaves the database so that a crash after any line is made
 * good by the next run: the root is fixed before signing, nonce and signed bytes are stored before sending, the same
 * bytes are sent again until a receipt tells.
 */
export async function runAnchorStep(context: IssuerContext, options: { tenant: Tenant }): Promise<AnchorStepResult> {
  const { tenant } = options;
  const open = await context.store.transaction((transaction) =>
    transaction.listOpenAnchors(tenant.slug, tenant.listId),
  );
  const sent = open.find((anchor) => anchor.state === 'sent');
  if (sent !== undefined) return followAnchor(context, { tenant, anchor: sent });
  const pending = open.find((anchor) => anchor.state === 'pending');
  return pending === undefined ? 'idle' : sendAnchor(context, { tenant, epoch: pending.epoch });
}

async function sendAnchor(
  context: IssuerContext,
  options: { tenant: Tenant; epoch: number },
): Promise<AnchorStepResult> {
  const { store, chain, clock, vault, settings } = context;
  const { tenant, epoch } = options;
  const leaf = await chain.findLeaf(tenant);
  if (leaf === null) return 'unregistered';
  if (epoch <= leaf.epoch) return replaceAnchor(context, { tenant, epoch, minimumEpoch: leaf.epoch + 1 });
  const fixed = await fixAnchor(context, options);
  if (fixed === null || fixed.statusRoot === null || fixed.contentHash === null) return 'waiting';
  const signed = await chain.signAnchor({
    tenant,
    operatorKey: await openOperatorKey({ vault, tenant }),
    epoch,
    statusRoot: fixed.statusRoot,
    contentHash: fixed.contentHash,
    uri: `${statusListUrls({ settings, tenant: tenant.slug, listId: tenant.listId }).bits}?epoch=${epoch}`,
  });
  const stored = await store.transaction(async (transaction) => {
    await transaction.lockTenant(tenant.slug);
    const row = await findOpen(transaction.listOpenAnchors(tenant.slug, tenant.listId), epoch);
    // Another worker was faster: its bytes are the ones that count.
    if (row === undefined || row.state !== 'pending') return false;
    await transaction.saveAnchor({ ...row, ...signed, state: 'sent', sentAt: clock.now() });
    return true;
  });
  if (!stored) return 'waiting';
  await chain.send(signed.signedTransaction);
  return 'sent';
}

/** Fixes what the epoch says: root, content hash and the file itself, from the rows at this moment. */
async function fixAnchor(
  context: IssuerContext,
  options: { tenant: Tenant; epoch: number },
): Promise<AnchorRow | null> {
  const { slug, listId } = options.tenant;
  return context.store.transaction(async (transaction) => {
    await transaction.lockTenant(slug);
    const row = await findOpen(transaction.listOpenAnchors(slug, listId), options.epoch);
    if (row === undefined || row.state !== 'pending') return null;
    if (row.statusRoot !== null) return row;
    const { combined, statusRoot, contentHash } = summariseBits(
      await readStatusBits({ transaction, tenant: slug, listId }),
    );
    await transaction.saveSnapshot({
      tenant: slug,
      listId,
      epoch: row.epoch,
      statusRoot,
      contentHash,
      packedBits: await packBits(combined),
      createdAt: context.clock.now(),
    });
    const fixed = { ...row, statusRoot, contentHash };
    await transaction.saveAnchor(fixed);
    return fixed;
  });
}

async function followAnchor(
  context: IssuerContext,
  options: { tenant: Tenant; anchor: AnchorRow },
): Promise<AnchorStepResult> {
  const { store, chain, clock } = context;
  const { tenant, anchor } = options;
  const receipt = await chain.findReceipt(anchor.transactionHash ?? '');
  if (receipt?.success === true) {
    await store.transaction((transaction) =>
      transaction.saveAnchor({
        ...anchor,
        state: 'confirmed',
        blockNumber: receipt.blockNumber,
        confirmedAt: clock.now(),
      }),
    );
    return 'confirmed';
  }
  if (receipt?.success === false) return replaceAnchor(context, { tenant, epoch: anchor.epoch, minimumEpoch: 1 });
  const used = await chain.countTransactions(tenant.operatorAddress);
  // The nonce went to another transaction, so these bytes can never be included.
  if (used > (anchor.nonce ?? 0)) {
    const lateReceipt = await chain.findReceipt(anchor.transactionHash ?? '');
    if (lateReceipt !== null) return 'waiting';
    return replaceAnchor(context, { tenant, epoch: anchor.epoch, minimumEpoch: 1 });
  }
  await chain.send(anchor.signedTransaction ?? '');
  return 'waiting';
}

/** Gives an epoch up and begins the next one, which will state the rows as they are then. */
async function replaceAnchor(
  context: IssuerContext,
  options: { tenant: Tenant; epoch: number; minimumEpoch: number },
): Promise<AnchorStepResult> {
  const { slug, listId } = options.tenant;
  await context.store.transaction(async (transaction) => {
    await transaction.lockTenant(slug);
    const row = await findOpen(transaction.listOpenAnchors(slug, listId), options.epoch);
    if (row === undefined) return;
    await transaction.saveAnchor({ ...row, state: 'failed' });
    const now = context.clock.now();
    await queueAnchor({ transaction, tenant: slug, listId, now, minimumEpoch: options.minimumEpoch });
  });
  return 'failed';
}

async function findOpen(rows: Promise<AnchorRow[]>, epoch: number): Promise<AnchorRow | undefined> {
  return (await rows).find((row) => row.epoch === epoch);
}
