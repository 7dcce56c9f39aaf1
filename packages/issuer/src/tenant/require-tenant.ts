import { TenantError } from '../error.ts';
import type { IssuerStore } from '../ports.ts';
import type { Tenant } from '../rows.ts';

/** @throws {TenantError} `ERR_TENANT_UNKNOWN` */
export async function requireTenant(store: IssuerStore, slug: string): Promise<Tenant> {
  const tenant = await store.transaction((transaction) => transaction.findTenant(slug));
  if (tenant === null) throw new TenantError('ERR_TENANT_UNKNOWN', 'There is no such bank here.');
  return tenant;
}
