import type { IssuerTransaction, RebindingRow } from '@postern/issuer';
import type { Rebinding as RebindingModel } from '../../generated/issuer/client.ts';
import { toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addRebinding'
  | 'findRebinding'
  | 'saveRebinding'
  | 'listOpenRebindings'
  | 'findLatestRebinding'
  | 'countCancelledRebindings'
  | 'listDueRebindings'
  | 'addConfirmationRequest'
  | 'findConfirmationRequest'
  | 'takeConfirmationRequest'
>;

const toRebinding = ({ sequence: _order, ...model }: RebindingModel): RebindingRow => ({
  ...model,
  state: model.state as RebindingRow['state'],
  startedAt: toSeconds(model.startedAt),
  dueAt: toSeconds(model.dueAt),
  endedAt: toNullableSeconds(model.endedAt),
});

const fromRebinding = (row: RebindingRow) => ({
  ...row,
  credentialIds: [...row.credentialIds],
  oldCaseIds: [...row.oldCaseIds],
  startedAt: toDate(row.startedAt),
  dueAt: toDate(row.dueAt),
  endedAt: toNullableDate(row.endedAt),
});

/** Re-bindings, and the presentations that confirm them. */
export const createRebindingRepository = (db: PrismaTransaction): Methods => ({
  addRebinding: async (row) => {
    await db.rebinding.create({ data: fromRebinding(row) });
  },
  findRebinding: async (tenant, rebindingId) => {
    const model = await db.rebinding.findUnique({ where: { rebindingId, tenant } });
    return model === null ? null : toRebinding(model);
  },
  saveRebinding: async (row) => {
    await db.rebinding.update({ where: { rebindingId: row.rebindingId }, data: fromRebinding(row) });
  },
  listOpenRebindings: async (tenant, personIds) => {
    const where = { tenant, personId: { in: [...personIds] }, state: { in: ['waiting', 'held'] } };
    return (await db.rebinding.findMany({ where, orderBy: { sequence: 'asc' } })).map(toRebinding);
  },
  findLatestRebinding: async (tenant, caseId) => {
    const where = { tenant, OR: [{ caseId }, { oldCaseIds: { has: caseId } }] };
    const model = await db.rebinding.findFirst({ where, orderBy: { sequence: 'desc' } });
    return model === null ? null : toRebinding(model);
  },
  countCancelledRebindings: ({ tenant, caseId, approvalHash }) =>
    db.rebinding.count({ where: { tenant, caseId, approvalHash, state: 'cancelled' } }),
  listDueRebindings: async (now, limit) => {
    const found = await db.$queryRaw<{ id: string }[]>`
      select r.rebinding_id as id from rebinding r join kyc_case c on c.case_id = r.case_id
      where r.state = 'waiting' and r.due_at <= ${toDate(now)} and c.state in ('approved', 'active')
      order by r.due_at limit ${limit}`;
    const where = { rebindingId: { in: found.map(({ id }) => id) } };
    return (await db.rebinding.findMany({ where, orderBy: { dueAt: 'asc' } })).map(toRebinding);
  },
  addConfirmationRequest: async (row) => {
    await db.confirmationRequest.create({ data: { ...row, expiresAt: toDate(row.expiresAt) } });
  },
  findConfirmationRequest: async ({ tenant, requestId, now }) => {
    const where = { requestId, tenant, expiresAt: { gt: toDate(now) } };
    const model = await db.confirmationRequest.findUnique({ where });
    return model === null ? null : { ...model, expiresAt: toSeconds(model.expiresAt) };
  },
  takeConfirmationRequest: async (requestId) => {
    const { count } = await db.confirmationRequest.deleteMany({ where: { requestId } });
    return count === 1;
  },
});
