import { jwkThumbprint } from '@postern/credential';

import type { IssuerSettings } from '../ports.ts';
import type { AuditKeyRow, Tenant, TenantKeyRow } from '../rows.ts';
import { issuerIdentifier } from './issuer-identifier.ts';

type KeysOptions = { tenant: Tenant; keys: readonly TenantKeyRow[] };

/** What a verification method of a key says. */
const describeKey = (did: string, key: Pick<TenantKeyRow, 'keyName' | 'publicJwk'>) => ({
  id: `${did}#${key.keyName}`,
  type: 'JsonWebKey2020',
  controller: did,
  publicKeyJwk: key.publicJwk,
});

/** `2026-11-21T07:00:00Z` */
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/**
 * DID document of a bank. Keys that it signed with before stay in `assertionMethod`, so that what they signed can be
 * checked for its time, with `expires` (Controlled Identifiers 1.0 §2.2.1): nothing that was issued later than that
 * stands under them. A revoked key stays a
 * method with `revoked` (the same section) and is in no relationship: nothing stands under it. Only the present key authenticates the bank itself. Keys of the audit log are methods without a
 * relationship: they vouch for no credential.
 */
export function describeDid(options: KeysOptions & { auditKeys?: readonly AuditKeyRow[] }): object {
  const { tenant, keys, auditKeys = [] } = options;
  const { did } = tenant;
  const urlOf = (key: TenantKeyRow) => `${did}#${key.keyName}`;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: [
      ...keys.map((key) => ({
        ...describeKey(did, key),
        ...(key.retiredAt === null ? {} : { expires: iso(key.retiredAt) }),
        ...(key.revokedAt === null ? {} : { revoked: iso(key.revokedAt) }),
      })),
      ...auditKeys.map((key) => describeKey(did, key)),
    ],
    assertionMethod: keys.filter(({ revokedAt }) => revokedAt === null).map(urlOf),
    authentication: keys.filter((key) => key.keyName === tenant.keyName).map(urlOf),
  };
}

/**
 * The bank's keys as a JWK set; a retired one carries `exp`, as historical keys of OpenID Federation 1.0 §8.7 do. Each
 * stands there under two names: its thumbprint, which tokens of the https issuer carry (a DID URL there would make some
 * readers resolve the DID), and the DID URL of tokens that were signed before.
 */
export async function describeJwks(options: KeysOptions): Promise<{ keys: object[] }> {
  const { tenant, keys } = options;
  const entries = await Promise.all(
    keys
      .filter(({ revokedAt }) => revokedAt === null)
      .map(async ({ publicJwk, keyName, certificates, retiredAt }) => {
        const key = {
          ...publicJwk,
          alg: 'ES256',
          use: 'sig',
          ...(certificates === null ? {} : { x5c: certificates }),
          ...(retiredAt === null ? {} : { exp: retiredAt }),
        };
        return [
          { ...key, kid: await jwkThumbprint(publicJwk) },
          { ...key, kid: `${tenant.did}#${keyName}` },
        ];
      }),
  );
  return { keys: entries.flat() };
}

/** JWT VC issuer metadata (draft-ietf-oauth-sd-jwt-vc §5). */
export async function describeJwtVcIssuer(
  options: KeysOptions & { settings: Pick<IssuerSettings, 'publicUrl'> },
): Promise<{ issuer: string; jwks: { keys: object[] } }> {
  const issuer = issuerIdentifier({ ...options, tenant: options.tenant.slug });
  return { issuer, jwks: await describeJwks(options) };
}
