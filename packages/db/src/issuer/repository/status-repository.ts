import type { AnchorRow, AuditRow, IssuerTransaction, SnapshotRow } from '@postern/issuer';
import type {
  AnchorOutbox as AnchorModel,
  AuditEntry as AuditModel,
  StatusSnapshot as SnapshotModel,
} from '../../generated/issuer/client.ts';
import { toBytes, toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'setCredentialStatus'
  | 'listStatusIndexes'
  | 'countStatus'
  | 'readStatusVersion'
  | 'findLatestAnchor'
  | 'listAnchors'
  | 'listOpenAnchors'
  | 'addAnchor'
  | 'saveAnchor'
  | 'saveSnapshot'
  | 'findSnapshot'
  | 'lockAuditHead'
  | 'addAudit'
  | 'listAudit'
>;

const toAnchor = (model: AnchorModel): AnchorRow => ({
  ...model,
  state: model.state as AnchorRow['state'],
  blockNumber: model.blockNumber === null ? null : Number(model.blockNumber),
  createdAt: toSeconds(model.createdAt),
  sentAt: toNullableSeconds(model.sentAt),
  confirmedAt: toNullableSeconds(model.confirmedAt),
});

const fromAnchor = (row: AnchorRow) => ({
  ...row,
  blockNumber: row.blockNumber === null ? null : BigInt(row.blockNumber),
  createdAt: toDate(row.createdAt),
  sentAt: toNullableDate(row.sentAt),
  confirmedAt: toNullableDate(row.confirmedAt),
});

const toSnapshot = (model: SnapshotModel): SnapshotRow => ({ ...model, createdAt: toSeconds(model.createdAt) });

const toAudit = (model: AuditModel): AuditRow => ({
  ...model,
  at: toSeconds(model.at),
  details: model.details as AuditRow['details'],
});

/** Status bits, the anchor outbox and the audit chain. */
export const createStatusRepository = (db: PrismaTransaction): Methods => ({
  setCredentialStatus: async ({ credentialIds, revokedAt, suspendedAt, changedAt }) => {
    await db.credential.updateMany({
      where: { credentialId: { in: [...credentialIds] } },
      data: {
        ...(revokedAt === undefined ? {} : { revokedAt: toDate(revokedAt) }),
        ...(suspendedAt === undefined ? {} : { suspendedAt: toNullableDate(suspendedAt) }),
      },
    });
    await db.$executeRaw`
      update tenant set status_version = status_version + 1,
        status_changed_at = greatest(status_changed_at, ${toDate(changedAt)})
      where slug in (select tenant from credential where credential_id = any(${[...credentialIds]}))`;
  },
  listStatusIndexes: async (tenant, listId) => {
    const rows = await db.credential.findMany({
      where: { tenant, listId, OR: [{ revokedAt: { not: null } }, { suspendedAt: { not: null } }] },
      select: { statusIndex: true, revokedAt: true, suspendedAt: true },
    });
    return {
      revoked: rows.filter((row) => row.revokedAt !== null).map((row) => row.statusIndex),
      suspended: rows.filter((row) => row.suspendedAt !== null).map((row) => row.statusIndex),
    };
  },
  countStatus: async (tenant, listId) => {
    const where = { tenant, listId };
    return {
      issued: await db.credential.count({ where: { ...where, state: 'issued' } }),
      revoked: await db.credential.count({ where: { ...where, revokedAt: { not: null } } }),
      suspended: await db.credential.count({ where: { ...where, revokedAt: null, suspendedAt: { not: null } } }),
    };
  },
  readStatusVersion: async (tenant, listId) => {
    const row = await db.tenant.findFirst({
      where: { slug: tenant, listId },
      select: { statusVersion: true, statusChangedAt: true },
    });
    return { version: row?.statusVersion ?? 0, changedAt: toNullableSeconds(row?.statusChangedAt ?? null) ?? 0 };
  },
  findLatestAnchor: async (tenant, listId) => {
    const model = await db.anchorOutbox.findFirst({ where: { tenant, listId }, orderBy: { epoch: 'desc' } });
    return model === null ? null : toAnchor(model);
  },
  listAnchors: async (tenant, listId, limit) =>
    (await db.anchorOutbox.findMany({ where: { tenant, listId }, orderBy: { epoch: 'desc' }, take: limit })).map(
      toAnchor,
    ),
  listOpenAnchors: async (tenant, listId) =>
    (
      await db.anchorOutbox.findMany({
        where: { tenant, listId, state: { in: ['pending', 'sent'] } },
        orderBy: { epoch: 'asc' },
      })
    ).map(toAnchor),
  addAnchor: async (row) => {
    await db.anchorOutbox.create({ data: fromAnchor(row) });
  },
  saveAnchor: async (row) => {
    const { tenant, listId, epoch } = row;
    await db.anchorOutbox.update({
      where: { tenant_listId_epoch: { tenant, listId, epoch } },
      data: fromAnchor(row),
    });
  },
  saveSnapshot: async (row) => {
    const { tenant, listId, epoch } = row;
    const data = { ...row, packedBits: toBytes(row.packedBits), createdAt: toDate(row.createdAt) };
    await db.statusSnapshot.upsert({
      where: { tenant_listId_epoch: { tenant, listId, epoch } },
      create: data,
      update: data,
    });
  },
  findSnapshot: async (tenant, listId, epoch) => {
    const model = await db.statusSnapshot.findFirst({
      where: { tenant, listId, ...(epoch === undefined ? {} : { epoch }) },
      orderBy: { epoch: 'desc' },
    });
    return model === null ? null : toSnapshot(model);
  },
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
});
