import type { IssuerTransaction, SnapshotRow } from '@postern/issuer';
import type { StatusSnapshot as SnapshotModel } from '../../generated/issuer/client.ts';
import { toBytes, toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  'setCredentialStatus' | 'listStatusIndexes' | 'countStatus' | 'readStatusVersion' | 'saveSnapshot' | 'findSnapshot'
>;

const toSnapshot = (model: SnapshotModel): SnapshotRow => ({ ...model, createdAt: toSeconds(model.createdAt) });

/** Status bits and their snapshots. */
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
      issuances: (await db.credential.groupBy({ by: ['issuanceId'], where: { ...where, state: 'issued' } })).length,
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
});
