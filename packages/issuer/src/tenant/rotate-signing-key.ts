import { appendAudit } from '../audit/append-audit.ts';
import { TenantError } from '../error.ts';
import type { CertificateMaker, IssuerContext } from '../ports.ts';
import type { TenantKeyRow } from '../rows.ts';
import { forgetTenant, requireTenant } from './require-tenant.ts';
import type { TenantKeyMaker } from './seed-tenant.ts';

/**
 * Gives a bank another signing key. What the old key signed stays verifiable, because the bank's documents go on to
 * list it with the moment of its retirement; what is dated later does not stand under it. A key that was stolen is
 * something else: {@link stepKeyRevocation}.
 *
 * @throws {TenantError} `ERR_TENANT_UNKNOWN`
 */
export async function rotateSigningKey(
  context: IssuerContext,
  options: { tenant: string; keys: Pick<TenantKeyMaker, 'addKey'>; certify: CertificateMaker; actor: string },
): Promise<{ retired: string; current: string }> {
  const { store, clock } = context;
  const { keys, certify, actor } = options;
  const tenant = await requireTenant(context, options.tenant);
  const made = await keys.addKey(tenant.did);
  const certificates = await certify({ tenant, publicJwk: made.publicJwk, present: null });
  const result = await store.transaction(async (transaction) => {
    await transaction.lockTenant(tenant.slug);
    const known = await transaction.listTenantKeys(tenant.slug);
    const live = known.filter((key) => key.retiredAt === null);
    const now = clock.now();
    const keyName = `key-${known.length + 1}`;
    for (const key of live) await transaction.saveTenantKey({ ...key, retiredAt: now });
    const { kid, publicJwk } = made;
    await transaction.saveTenantKey({
      tenant: tenant.slug,
      keyName,
      kid,
      publicJwk,
      certificates,
      createdAt: now,
      retiredAt: null,
      revocationBy: null,
      revocationAt: null,
      revokedAt: null,
    });
    await transaction.setSigningKey(tenant.slug, { keyName, publicJwk });
    const details = { retired: live.map((key) => key.keyName).join(' '), current: keyName };
    await appendAudit({ transaction, tenant: tenant.slug, at: now, actor, action: 'key_rotated', details });
    return details;
  });
  forgetTenant(store, tenant.slug);
  return result;
}

/**
 * Gives the present key of every bank a certificate chain where one can be made: where it has none, and where its own
 * is to be renewed. Chains of retired keys stay as they are.
 */
export async function certifyKeys(context: IssuerContext, options: { certify: CertificateMaker }): Promise<void> {
  const { store } = context;
  const tenants = await store.transaction((transaction) => transaction.listTenants());
  for (const tenant of tenants) {
    const { publicJwk, certificates: present } = tenant;
    const certificates = await options.certify({ tenant, publicJwk, present });
    if (certificates !== null) await saveCertificates(context, { tenant: tenant.slug, certificates });
  }
}

/**
 * Puts a certificate chain beside the present key, e.g. one that an authority issued for it.
 *
 * @param options.certificates base64 DER, leaf first, without the anchor, already verified to be for this key
 * @throws {TenantError} `ERR_TENANT_CERTIFICATE` the bank has no such key any more
 */
export async function saveCertificates(
  context: IssuerContext,
  options: { tenant: string; certificates: readonly string[] },
): Promise<void> {
  const { store } = context;
  await store.transaction(async (transaction) => {
    await transaction.lockTenant(options.tenant);
    const keys = await transaction.listTenantKeys(options.tenant);
    const present = keys.find((key: TenantKeyRow) => key.retiredAt === null);
    if (present === undefined) throw new TenantError('ERR_TENANT_CERTIFICATE', 'The bank has no present key.');
    await transaction.saveTenantKey({ ...present, certificates: options.certificates });
  });
  forgetTenant(store, options.tenant);
}
