import type { AuditHeadRow, AuditKeyRow, AuditRow, IssuerTransaction } from '@postern/issuer';
import type { AuditEntry as AuditModel, AuditHead as HeadModel } from '../../generated/issuer/client.ts';
import { toDate, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'lockAuditHead'
  | 'addAudit'
  | 'listAudit'
  | 'countAudit'
  | 'listAuditKeys'
  | 'addAuditKey'
  | 'listAuditHeads'
  | 'findLastAuditHead'
  | 'addAuditHead'
  | 'saveAuditHead'
>;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const toAudit = (model: AuditModel): AuditRow => ({
  ...model,
  at: toSeconds(model.at),
  // What is no object is not what was written: its hash tells.
  details: (isObject(model.details) ? model.details : {}) as AuditRow['details'],
});

const toHead = (model: HeadModel): AuditHeadRow => ({ ...model, signedAt: toSeconds(model.signedAt) });
const fromHead = (row: AuditHeadRow) => ({ ...row, signedAt: toDate(row.signedAt) });

/** The audit log, its signed heads and the keys that they are signed with. */
export const createAuditRepository = (db: PrismaTransaction): Methods => ({
  lockAuditHead: async (tenant) => {
    const [head] = await db.$queryRaw<{ sequence: number; hash: string }[]>`
      select audit_sequence as sequence, audit_hash as hash from tenant where slug = ${tenant} for no key update`;
    return head ?? { sequence: 0, hash: '' };
  },
  addAudit: async (row) => {
    const { tenant, sequence, at, actor, action, caseId, details, previousHash, hash } = row;
    await db.$executeRaw`
      with entry as (
        insert into audit_entry (tenant, sequence, at, actor, action, case_id, details, previous_hash, hash)
        values (${tenant}, ${sequence}, ${toDate(at)}, ${actor}, ${action}, ${caseId}, ${details}, ${previousHash}, ${hash})
      )
      update tenant set audit_sequence = ${sequence}, audit_hash = ${hash} where slug = ${tenant}`;
  },
  listAudit: async (tenant, filter = {}) => {
    const models = await db.auditEntry.findMany({
      where: {
        tenant,
        ...(filter.caseId === undefined ? {} : { caseId: filter.caseId }),
        ...(filter.afterSequence === undefined ? {} : { sequence: { gt: filter.afterSequence } }),
      },
      orderBy: { sequence: 'asc' },
      ...(filter.limit === undefined ? {} : { take: filter.limit }),
    });
    return models.map(toAudit);
  },
  countAudit: (tenant) => db.auditEntry.count({ where: { tenant } }),
  listAuditKeys: async (tenant) => {
    const models = await db.auditKey.findMany({
      where: { tenant },
      orderBy: [{ createdAt: 'asc' }, { keyName: 'asc' }],
    });
    return models.map((model) => ({
      ...model,
      publicJwk: model.publicJwk as AuditKeyRow['publicJwk'],
      createdAt: toSeconds(model.createdAt),
    }));
  },
  addAuditKey: async (row) => {
    const data = { ...row, createdAt: toDate(row.createdAt) };
    return (await db.auditKey.createMany({ data: [data], skipDuplicates: true })).count === 1;
  },
  listAuditHeads: async (tenant) =>
    (await db.auditHead.findMany({ where: { tenant }, orderBy: { sequence: 'asc' } })).map(toHead),
  findLastAuditHead: async (tenant) => {
    const model = await db.auditHead.findFirst({ where: { tenant }, orderBy: { sequence: 'desc' } });
    return model === null ? null : toHead(model);
  },
  addAuditHead: async (row) => {
    await db.auditHead.createMany({ data: [fromHead(row)], skipDuplicates: true });
  },
  saveAuditHead: async (row) => {
    const { tenant, sequence } = row;
    await db.auditHead.update({ where: { tenant_sequence: { tenant, sequence } }, data: fromHead(row) });
  },
});
