import type { IssuerContext } from '../ports.ts';
import type { AnchorRow, Tenant } from '../rows.ts';
import { readStatusBits, summariseBits } from '../status/compute-status-bits.ts';
import { packBits } from '../status/pack-bits.ts';
import { queueAnchorOn } from '../status/queue-anchor.ts';
import { statusListUrls } from '../tenant/issuer-identifier.ts';
import type { OutboxEvent } from './outbox-event.ts';
import { fixAuditHash } from '../audit/fix-audit-hash.ts';
import { openLaneKey, type OutboxStep, storeSigned } from './store-signed.ts';

/** Signs and sends what waits for each list of the lane, one anchor a list and step. */
export async function sendAnchors(context: IssuerContext, options: { step: OutboxStep }): Promise<void> {
  for (const tenant of options.step.lane.tenants) await sendAnchor(context, { ...options, tenant });
}

async function sendAnchor(context: IssuerContext, options: { step: OutboxStep; tenant: Tenant }): Promise<void> {
  const { step, tenant } = options;
  const { chain, sender } = step.lane;
  const list = { chainId: chain.chainId, tenant: tenant.slug, listId: tenant.listId };
  const { pending, underWay } = await context.store.transaction(async (transaction) => ({
    pending: (await transaction.listPendingAnchors(list)).at(-1),
    underWay: (await transaction.listChainTransactions({ chainId: chain.chainId, sender })).filter(
      ({ state, purpose }) =>
        state === 'sent' &&
        purpose.kind === 'anchor' &&
        purpose.tenant === list.tenant &&
        purpose.listId === list.listId,
    ).length,
  }));
  if (pending === undefined || underWay >= context.settings.outbox.inFlight) return;
  const leaf = await chain.findLeaf(tenant, { fresh: true });
  if (leaf === null) {
    const isNew = await markUnregistered(context, list);
    if (isNew) step.emit(describeAnchor('unregistered', { step, anchor: pending }));
    return;
  }
  if (pending.epoch <= leaf.epoch) return renumber(context, { anchor: pending, minimumEpoch: leaf.epoch + 1 });
  const fixed = await fixAnchor(context, list);
  if (fixed === null || fixed.statusRoot === null || fixed.contentHash === null) return;
  const { epoch, statusRoot, contentHash } = fixed;
  const uri = `${statusListUrls({ settings: context.settings, ...list }).bits}?epoch=${epoch}`;
  const operatorKey = await openLaneKey(context, step.lane);
  const auditHash = fixed.auditHash ?? NO_AUDIT_HASH;
  const { issuerId, listId } = tenant;
  const anchor = { issuerId, listId, epoch, statusRoot, contentHash, auditHash, uri };
  const signed = await chain
    .signAnchor({ operatorKey, nonce: step.nextNonce, anchor })
    .catch(async (error: unknown) => {
      // The registry refuses what another worker has anchored in the meantime.
      const row = await context.store.read((reader) => reader.findAnchor(fixed));
      if (row?.state === 'pending') throw error;
      return null;
    });
  if (signed === null) return;
  const { transactionHash } = signed;
  const purpose = { kind: 'anchor', tenant: list.tenant, listId: list.listId, epoch } as const;
  const nonce = step.nextNonce;
  const sentAt = context.clock.now();
  const row = await storeSigned(context, {
    step,
    nonce,
    purpose,
    signed,
    claim: async (transaction) => {
      await transaction.lockTenant(list.tenant);
      const present = await transaction.findAnchor(fixed);
      if (present?.state !== 'pending') return false;
      await transaction.saveAnchor({
        ...fixed,
        // Before there was a leaf nobody could have proved anything: the change is as old as the leaf.
        ...(fixed.waitsForLeaf ? { changedAt: sentAt } : {}),
        ...{ state: 'sent', waitsForLeaf: false, nonce, transactionHash, sentAt },
      });
      return true;
    },
  });
  if (row === null) return;
  step.nextNonce += 1;
  step.emit(describeAnchor('sent', { step, anchor: fixed, nonce }));
}

/** Between heartbeats an anchor says nothing about the log. */
const NO_AUDIT_HASH = `0x${'0'.repeat(64)}`;

type ListKey = { chainId: number; tenant: string; listId: number };

/**
 * Fixes what the newest waiting epoch says: root, content hash and the file itself, from the rows at this moment. What
 * waited before it is covered by it, and goes.
 */
async function fixAnchor(context: IssuerContext, list: ListKey): Promise<AnchorRow | null> {
  return context.store.transaction(async (transaction) => {
    await transaction.lockTenant(list.tenant);
    const waiting = await transaction.listPendingAnchors(list);
    const newest = waiting.at(-1);
    if (newest === undefined) return null;
    for (const covered of waiting.slice(0, -1)) await transaction.deleteAnchor(covered);
    const merged = {
      ...newest,
      changedAt: oldestOf(waiting.map(({ changedAt }) => changedAt)),
      heartbeat: waiting.some(({ heartbeat }) => heartbeat),
    };
    merged.auditHash = merged.heartbeat ? await fixAuditHash(context, { transaction, tenant: list.tenant }) : null;
    if (newest.statusRoot !== null) {
      await transaction.saveAnchor(merged);
      return merged;
    }
    const { combined, statusRoot, contentHash } = summariseBits(
      await readStatusBits(context, { transaction, ...list }),
    );
    const { epoch } = newest;
    const { tenant, listId } = list;
    const packedBits = await packBits(combined);
    const createdAt = context.clock.now();
    await transaction.saveSnapshot({ tenant, listId, epoch, statusRoot, contentHash, packedBits, createdAt });
    await transaction.fixAnchors({ tenant, listId, epoch, statusRoot, contentHash });
    const fixed = { ...merged, statusRoot, contentHash };
    await transaction.saveAnchor(fixed);
    return fixed;
  });
}

function oldestOf(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** @returns whether that is news */
async function markUnregistered(context: IssuerContext, list: ListKey): Promise<boolean> {
  return context.store.transaction(async (transaction) => {
    await transaction.lockTenant(list.tenant);
    const rows = (await transaction.listPendingAnchors(list)).filter(({ waitsForLeaf }) => !waitsForLeaf);
    for (const row of rows) await transaction.saveAnchor({ ...row, waitsForLeaf: true });
    return rows.length > 0;
  });
}

/** The registry is ahead of the rows: another epoch says the same, with a number that it takes. */
async function renumber(context: IssuerContext, options: { anchor: AnchorRow; minimumEpoch: number }): Promise<void> {
  const { chainId, tenant, listId, changedAt, heartbeat } = options.anchor;
  await context.store.transaction(async (transaction) => {
    await transaction.lockTenant(tenant);
    const row = await transaction.findAnchor(options.anchor);
    if (row?.state !== 'pending') return;
    await transaction.saveAnchor({ ...row, state: 'failed' });
    const { minimumEpoch } = options;
    const now = context.clock.now();
    await queueAnchorOn({ transaction, chainId, tenant, listId, now, changedAt, heartbeat, minimumEpoch });
  });
}

function describeAnchor(
  type: OutboxEvent['type'],
  options: { step: OutboxStep; anchor: AnchorRow; nonce?: number },
): OutboxEvent {
  const { step, anchor, nonce = null } = options;
  const { chain, sender } = step.lane;
  return { type, chainId: chain.chainId, sender, nonce, tenant: anchor.tenant, epoch: anchor.epoch };
}
