import type { Tenant } from '../rows.ts';
import type { Vault } from '../vault/create-vault.ts';

/** Key of the tenant's registry operator, 32 bytes. */
export async function openOperatorKey(options: { vault: Vault; tenant: Tenant }): Promise<Uint8Array> {
  const { vault, tenant } = options;
  return vault.open({ purpose: 'tenant-key', context: `operator:${tenant.slug}`, sealed: tenant.sealedOperatorKey });
}

/** Baby Jubjub key of the tenant's seals, 32 bytes. */
export async function openSealKey(options: { vault: Vault; tenant: Tenant }): Promise<Uint8Array> {
  const { vault, tenant } = options;
  return vault.open({ purpose: 'tenant-key', context: `seal:${tenant.slug}`, sealed: tenant.sealedSealKey });
}

export async function sealTenantKey(options: {
  vault: Vault;
  slug: string;
  kind: 'operator' | 'seal';
  key: Uint8Array;
}): Promise<Uint8Array> {
  const { vault, slug, kind, key } = options;
  return vault.seal({ purpose: 'tenant-key', context: `${kind}:${slug}`, plaintext: key });
}
