import { TenantError } from '../error.ts';
import type { IssuerContext, IssuerStore } from '../ports.ts';
import type { Tenant } from '../rows.ts';

/** How long a process goes by what it read of a bank: so long it may sign with a key that another process retired. */
const CACHE_SECONDS = 2;

type Entry = { tenant: Tenant; readAt: number };
const caches = new WeakMap<IssuerStore, Map<string, Entry>>();

/** The bank of this name, read every two seconds at most. @throws {TenantError} `ERR_TENANT_UNKNOWN` */
export async function requireTenant(context: Pick<IssuerContext, 'store' | 'clock'>, slug: string): Promise<Tenant> {
  const { store, clock } = context;
  const cache = caches.get(store) ?? new Map<string, Entry>();
  caches.set(store, cache);
  const now = clock.now();
  const known = cache.get(slug);
  if (known !== undefined && now >= known.readAt && now < known.readAt + CACHE_SECONDS) return known.tenant;
  const tenant = await store.read((reader) => reader.findTenant(slug));
  // Names that do not exist are not remembered: strangers choose them.
  if (tenant === null) throw new TenantError('ERR_TENANT_UNKNOWN', 'There is no such bank here.');
  cache.set(slug, { tenant, readAt: now });
  return tenant;
}

/** Makes this process read the bank again. */
export function forgetTenant(store: IssuerStore, slug: string): void {
  caches.get(store)?.delete(slug);
}
