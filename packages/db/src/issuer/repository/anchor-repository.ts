import type { AnchorRow, IssuerTransaction } from '@postern/issuer';
import type { AnchorOutbox as AnchorModel } from '../../generated/issuer/client.ts';
import { toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'listAnchorChains'
  | 'saveAnchorChains'
  | 'listLatestAnchors'
  | 'listAnchors'
  | 'findAnchor'
  | 'listPendingAnchors'
  | 'readLastBeat'
  | 'readLatestEpoch'
  | 'addAnchor'
  | 'saveAnchor'
  | 'deleteAnchor'
  | 'fixAnchors'
  | 'listWaitingChanges'
>;

const toAnchor = (model: AnchorModel): AnchorRow => ({
  ...model,
  chainId: Number(model.chainId),
  state: model.state as AnchorRow['state'],
  blockNumber: model.blockNumber === null ? null : Number(model.blockNumber),
  changedAt: toNullableSeconds(model.changedAt),
  createdAt: toSeconds(model.createdAt),
  sentAt: toNullableSeconds(model.sentAt),
  confirmedAt: toNullableSeconds(model.confirmedAt),
});

const fromAnchor = (row: AnchorRow) => ({
  ...row,
  chainId: BigInt(row.chainId),
  blockNumber: row.blockNumber === null ? null : BigInt(row.blockNumber),
  changedAt: toNullableDate(row.changedAt),
  createdAt: toDate(row.createdAt),
  sentAt: toNullableDate(row.sentAt),
  confirmedAt: toNullableDate(row.confirmedAt),
});

type ListOptions = { chainId: number; tenant: string; listId: number };
const ofList = ({ chainId, tenant, listId }: ListOptions) => ({ chainId: BigInt(chainId), tenant, listId });
const byKey = (key: ListOptions & { epoch: number }) => ({
  chainId_tenant_listId_epoch: { ...ofList(key), epoch: key.epoch },
});

/** Tables whose rows an earlier release wrote when there was one chain only. */
const adoptRows = async (db: PrismaTransaction, chainId: number): Promise<void> => {
  const of = { where: { chainId: 0n }, data: { chainId: BigInt(chainId) } };
  await db.anchorOutbox.updateMany(of);
  await db.chainTransaction.updateMany(of);
  await db.chainAttempt.updateMany(of);
};

/** Anchors of every chain: what an epoch says, and how far it is. */
export const createAnchorRepository = (db: PrismaTransaction): Methods => ({
  listAnchorChains: async () =>
    (await db.anchorChain.findMany({ where: { active: true }, orderBy: { position: 'asc' } })).map(({ chainId }) =>
      Number(chainId),
    ),
  saveAnchorChains: async (chainIds, now) => {
    await db.anchorChain.updateMany({ data: { active: false } });
    for (const [position, id] of chainIds.entries()) {
      const chainId = BigInt(id);
      const create = { chainId, position, active: true, addedAt: toDate(now) };
      await db.anchorChain.upsert({ where: { chainId }, create, update: { position, active: true } });
    }
    if (chainIds[0] !== undefined) await adoptRows(db, chainIds[0]);
  },
  listLatestAnchors: async (tenant, listId) => {
    const chains = await db.anchorChain.findMany({ where: { active: true }, orderBy: { position: 'asc' } });
    const rows = await Promise.all(
      chains.map(({ chainId }) =>
        db.anchorOutbox.findFirst({ where: { chainId, tenant, listId }, orderBy: { epoch: 'desc' } }),
      ),
    );
    return rows.filter((row) => row !== null).map(toAnchor);
  },
  listAnchors: async ({ limit, ...list }) =>
    (await db.anchorOutbox.findMany({ where: ofList(list), orderBy: { epoch: 'desc' }, take: limit })).map(toAnchor),
  findAnchor: async (key) => {
    const model = await db.anchorOutbox.findUnique({ where: byKey(key) });
    return model === null ? null : toAnchor(model);
  },
  listPendingAnchors: async (list) => {
    const where = { ...ofList(list), state: 'pending' };
    return (await db.anchorOutbox.findMany({ where, orderBy: { epoch: 'asc' } })).map(toAnchor);
  },
  readLastBeat: async ({ chainId, tenant, listId }) => {
    const [row] = await db.$queryRaw<{ at: Date | null }[]>`
      select coalesce(max(created_at) filter (where heartbeat and state <> 'failed'), min(created_at)) as at
      from anchor_outbox where chain_id = ${BigInt(chainId)} and tenant = ${tenant} and list_id = ${listId}`;
    return toNullableSeconds(row?.at ?? null);
  },
  readLatestEpoch: async (tenant, listId) => {
    const { _max } = await db.anchorOutbox.aggregate({ where: { tenant, listId }, _max: { epoch: true } });
    return _max.epoch ?? 0;
  },
  addAnchor: async (row) => {
    await db.anchorOutbox.create({ data: fromAnchor(row) });
  },
  saveAnchor: async (row) => {
    await db.anchorOutbox.update({ where: byKey(row), data: fromAnchor(row) });
  },
  deleteAnchor: async (key) => {
    await db.anchorOutbox.delete({ where: byKey(key) });
  },
  fixAnchors: async ({ tenant, listId, epoch, statusRoot, contentHash }) => {
    const where = { tenant, listId, epoch, statusRoot: null };
    await db.anchorOutbox.updateMany({ where, data: { statusRoot, contentHash } });
  },
  listWaitingChanges: async () => {
    // A later anchor brings everything that came before it, so only what is above the last confirmed one waits.
    const rows = await db.$queryRaw<{ chainId: bigint; tenant: string; listId: number; changedAt: Date }[]>`
      select a.chain_id as "chainId", a.tenant, a.list_id as "listId", min(a.changed_at) as "changedAt"
      from anchor_outbox a join anchor_chain c on c.chain_id = a.chain_id and c.active
      where a.state in ('pending', 'sent') and a.changed_at is not null and not a.waits_for_leaf
        and not exists (select 1 from anchor_outbox l where l.chain_id = a.chain_id and l.tenant = a.tenant
          and l.list_id = a.list_id and l.epoch > a.epoch and l.state = 'confirmed')
      group by 1, 2, 3 order by 4`;
    return rows.map((row) => ({ ...row, chainId: Number(row.chainId), changedAt: toSeconds(row.changedAt) }));
  },
});
