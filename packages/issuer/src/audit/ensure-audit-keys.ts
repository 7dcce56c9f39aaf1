import { jwkThumbprint } from '@postern/credential';

import type { IssuerContext } from '../ports.ts';
import type { TenantKeyMaker } from '../tenant/seed-tenant.ts';
import { appendAudit } from './append-audit.ts';

const FIRST_AUDIT_KEY = 'audit-1';

/** Gives every bank that has none a key for the heads of its audit log. It is kept where its other keys are. */
export async function ensureAuditKeys(
  context: IssuerContext,
  options: { keys: Pick<TenantKeyMaker, 'addKey'> },
): Promise<void> {
  const { store, clock } = context;
  for (const { slug, did } of await store.transaction((transaction) => transaction.listTenants())) {
    const known = await store.transaction((transaction) => transaction.listAuditKeys(slug));
    if (known.length > 0) continue;
    const { kid, publicJwk } = await options.keys.addKey(did);
    const thumbprint = await jwkThumbprint(publicJwk);
    await store.transaction(async (transaction) => {
      const at = clock.now();
      const row = { tenant: slug, keyName: FIRST_AUDIT_KEY, kid, publicJwk, createdAt: at };
      // Of two processes that start at once one gives the key; the other's is never used.
      if (!(await transaction.addAuditKey(row))) return;
      const details = { keyName: FIRST_AUDIT_KEY, thumbprint };
      await appendAudit({ transaction, tenant: slug, at, actor: 'system', action: 'audit_key_created', details });
    });
  }
}
