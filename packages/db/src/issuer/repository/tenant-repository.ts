import type { IssuerTransaction, StaffRole, Tenant } from '@postern/issuer';
import type { Tenant as TenantModel } from '../../generated/issuer/client.ts';
import { toBytes } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  'findTenant' | 'listTenants' | 'addTenant' | 'lockTenant' | 'saveStaff' | 'listStaff' | 'findStaff'
>;

const toTenant = (model: TenantModel): Tenant => ({
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
});

/** Banks and their staff. */
export const createTenantRepository = (db: PrismaTransaction): Methods => ({
  findTenant: async (slug) => {
    const model = await db.tenant.findUnique({ where: { slug } });
    return model === null ? null : toTenant(model);
  },
  listTenants: async () => (await db.tenant.findMany({ orderBy: { slug: 'asc' } })).map(toTenant),
  addTenant: async ({ sealKey, ...tenant }) => {
    await db.tenant.create({
      data: {
        ...tenant,
        sealKeyX: sealKey[0].toString(),
        sealKeyY: sealKey[1].toString(),
        sealedSealKey: toBytes(tenant.sealedSealKey),
        sealedOperatorKey: toBytes(tenant.sealedOperatorKey),
        createdAt: new Date(),
      },
    });
  },
  lockTenant: async (slug) => {
    await db.$queryRaw`select 1 from tenant where slug = ${slug} for no key update`;
  },
  saveStaff: async (staff) => {
    const { tenant, staffId } = staff;
    await db.staffMember.upsert({ where: { tenant_staffId: { tenant, staffId } }, create: staff, update: staff });
  },
  listStaff: async (tenant) => {
    const models = await db.staffMember.findMany({ where: { tenant }, orderBy: { staffId: 'asc' } });
    return models.map((model) => ({ ...model, role: model.role as StaffRole }));
  },
  findStaff: async (tenant, staffId) => {
    const model = await db.staffMember.findUnique({ where: { tenant_staffId: { tenant, staffId } } });
    return model === null ? null : { ...model, role: model.role as StaffRole };
  },
});
