import type { IssuerTransaction, StaffRole, StaffRow, Tenant, TenantPolicy } from '@postern/issuer';
import {
  Prisma,
  type StaffMember as StaffModel,
  type Tenant as TenantModel,
  type TenantKey as TenantKeyModel,
} from '../../generated/issuer/client.ts';
import { toBytes, toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'findTenant'
  | 'listTenants'
  | 'addTenant'
  | 'saveTenantPolicy'
  | 'listTenantKeys'
  | 'saveTenantKey'
  | 'setSigningKey'
  | 'lockTenant'
  | 'saveStaff'
  | 'listStaff'
  | 'findStaff'
>;

const OPEN_POLICY: TenantPolicy = {
  haip: false,
  clientAttestation: 'optional',
  attesters: [],
  attestationAnchors: [],
};

const toTenant = (model: TenantModel, key: TenantKeyModel | null | undefined): Tenant => ({
  slug: model.slug,
  name: model.name,
  issuerId: model.issuerId,
  listId: model.listId,
  schemaName: model.schemaName,
  did: model.did,
  publicJwk: model.publicJwk as Tenant['publicJwk'],
  sealKey: [BigInt(model.sealKeyX), BigInt(model.sealKeyY)],
  sealedSealKey: model.sealedSealKey,
  operatorAddress: model.operatorAddress,
  sealedOperatorKey: model.sealedOperatorKey,
  keyName: model.keyName,
  certificates: (key?.certificates ?? null) as string[] | null,
  policy: { ...OPEN_POLICY, ...(model.policy as Partial<TenantPolicy>) },
});

const toStaff = ({ tenant, staffId, name, role }: StaffModel): StaffRow => ({
  tenant,
  staffId,
  name,
  role: role as StaffRole,
});

/** Banks and their staff. */
export const createTenantRepository = (db: PrismaTransaction): Methods => ({
  findTenant: async (slug) => {
    const model = await db.tenant.findUnique({ where: { slug } });
    if (model === null) return null;
    const { keyName } = model;
    return toTenant(model, await db.tenantKey.findUnique({ where: { tenant_keyName: { tenant: slug, keyName } } }));
  },
  listTenants: async () => {
    const models = await db.tenant.findMany({ orderBy: { slug: 'asc' } });
    const keys = await db.tenantKey.findMany({ where: { retiredAt: null } });
    return models.map((model) =>
      toTenant(
        model,
        keys.find((key) => key.tenant === model.slug && key.keyName === model.keyName),
      ),
    );
  },
  addTenant: async ({ sealKey, policy, ...tenant }) => {
    await db.tenant.create({
      data: {
        ...tenant,
        policy: policy as unknown as Prisma.InputJsonValue,
        sealKeyX: sealKey[0].toString(),
        sealKeyY: sealKey[1].toString(),
        sealedSealKey: toBytes(tenant.sealedSealKey),
        sealedOperatorKey: toBytes(tenant.sealedOperatorKey),
        createdAt: toDate(tenant.createdAt),
      },
    });
  },
  saveTenantPolicy: async (slug, policy) => {
    await db.tenant.update({ where: { slug }, data: { policy: policy as unknown as Prisma.InputJsonValue } });
  },
  listTenantKeys: async (tenant) => {
    const models = await db.tenantKey.findMany({
      where: { tenant },
      orderBy: [{ createdAt: 'asc' }, { keyName: 'asc' }],
    });
    return models.map((model) => ({
      ...model,
      publicJwk: model.publicJwk as Tenant['publicJwk'],
      certificates: model.certificates as string[] | null,
      createdAt: toSeconds(model.createdAt),
      retiredAt: toNullableSeconds(model.retiredAt),
      revocationAt: toNullableSeconds(model.revocationAt),
      revokedAt: toNullableSeconds(model.revokedAt),
    }));
  },
  saveTenantKey: async (row) => {
    const { tenant, keyName } = row;
    const data = {
      ...row,
      certificates: row.certificates === null ? Prisma.DbNull : [...row.certificates],
      createdAt: toDate(row.createdAt),
      retiredAt: toNullableDate(row.retiredAt),
      revocationAt: toNullableDate(row.revocationAt),
      revokedAt: toNullableDate(row.revokedAt),
    };
    await db.tenantKey.upsert({ where: { tenant_keyName: { tenant, keyName } }, create: data, update: data });
  },
  setSigningKey: async (slug, { keyName, publicJwk }) => {
    await db.tenant.update({ where: { slug }, data: { keyName, publicJwk } });
  },
  lockTenant: async (slug) => {
    await db.$queryRaw`select 1 from tenant where slug = ${slug} for no key update`;
  },
  saveStaff: async (staff) => {
    const { tenant, staffId } = staff;
    await db.staffMember.upsert({ where: { tenant_staffId: { tenant, staffId } }, create: staff, update: staff });
  },
  listStaff: async (tenant, { alsoRemoved } = { alsoRemoved: false }) => {
    const where = { tenant, ...(alsoRemoved ? {} : { removedAt: null }) };
    const models = await db.staffMember.findMany({ where, orderBy: { staffId: 'asc' } });
    return models.map(toStaff);
  },
  findStaff: async (tenant, staffId) => {
    const model = await db.staffMember.findUnique({ where: { tenant_staffId: { tenant, staffId }, removedAt: null } });
    return model === null ? null : toStaff(model);
  },
});
