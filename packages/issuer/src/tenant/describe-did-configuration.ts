import { createDidConfiguration, type JsonObject } from '@postern/credential';

import type { IssuerContext } from '../ports.ts';

const DAY = 86_400;

/**
 * The DIF Well Known DID Configuration of this service's origin: links every bank's DID to it, each by a credential that
 * the bank's present key signs, good for a day.
 */
export async function describeDidConfiguration(context: IssuerContext): Promise<JsonObject> {
  const { store, clock, signer, settings } = context;
  const tenants = await store.transaction((transaction) => transaction.listTenants());
  const issuedAt = Math.floor(clock.now() / DAY) * DAY;
  const documents = await Promise.all(
    tenants.map((tenant) =>
      createDidConfiguration({
        did: tenant.did,
        kid: `${tenant.did}#${tenant.keyName}`,
        signer: signer.jwsSigner(tenant),
        origin: settings.publicUrl,
        issuedAt,
        expiresAt: issuedAt + 2 * DAY,
      }),
    ),
  );
  const [first] = documents;
  return {
    '@context': first?.['@context'] ?? 'https://identity.foundation/.well-known/did-configuration/v1',
    linked_dids: documents.flatMap((document) => document.linked_dids as string[]),
  };
}
