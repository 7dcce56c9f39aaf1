import { KYC_PERSON_SCHEMA, type P256PublicJwk, toPublicJwk } from '@postern/credential';
import { deriveEddsaPublicKey, hexToBytes } from '@postern/primitives';
import { z } from 'zod';

import { appendAudit } from '../audit/append-audit.ts';
import { TenantError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { TenantPolicy } from '../rows.ts';
import { didWebAlias } from './issuer-identifier.ts';
import { sealTenantKey } from './tenant-keys.ts';

/** The seed file: banks of this service, with the registry ids that governance gave them. */
export const zIssuerSeed = z.strictObject({
  tenants: z.array(
    z.strictObject({
      slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/),
      name: z.string().min(1),
      issuerId: z.int().min(0).max(127),
      listId: z.int().min(0).max(0xffff),
      schema: z.literal(KYC_PERSON_SCHEMA.name),
      policy: z
        .strictObject({
          haip: z.boolean().default(false),
          clientAttestation: z.enum(['optional', 'required']).default('optional'),
          attesters: z.array(z.strictObject({ issuer: z.string().min(1), jwk: z.unknown() })).default([]),
          attestationAnchors: z.array(z.base64()).default([]),
        })
        .optional(),
      operatorPrivateKey: z.string().regex(/^0x[0-9a-fA-F]{64}$/),
      staff: z.array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9-]{1,40}$/),
          name: z.string().min(1),
          role: z.enum(['analyst', 'approver', 'auditor']),
        }),
      ),
    }),
  ),
});
export type IssuerSeed = z.infer<typeof zIssuerSeed>;

/** A P-256 key of a DID; `kid` is its name in its store. */
export type MadeKey = { did: string; kid: string; publicJwk: P256PublicJwk };

/** Makes keys that the role cannot: the DID in its key store, the operator's address. */
export type TenantKeyMaker = {
  /** Creates the DID, or finds it: a second call gives the same key. */
  ensureDid(alias: string): Promise<MadeKey>;
  /** Adds another P-256 key to the DID. */
  addKey(did: string): Promise<MadeKey>;
  operatorAddress(privateKey: string): string;
};

/**
 * Brings the banks of the seed into the database. Keys are created once; a later start adds staff and leaves the rest.
 *
 * @throws {TenantError} `ERR_TENANT_SEED` the seed gives a known bank another place in the registry
 */
export async function seedTenants(
  context: IssuerContext,
  options: { seed: IssuerSeed; keys: TenantKeyMaker },
): Promise<void> {
  for (const entry of options.seed.tenants) await seedTenant(context, { entry, keys: options.keys });
}

async function seedTenant(
  context: IssuerContext,
  options: { entry: IssuerSeed['tenants'][number]; keys: TenantKeyMaker },
): Promise<void> {
  const { store, vault, clock, random, settings } = context;
  const { entry, keys } = options;
  const { slug, name, issuerId, listId } = entry;
  const alias = didWebAlias({ settings, tenant: slug });
  const { did, kid, publicJwk } = await keys.ensureDid(alias);
  const policy = readPolicy(entry.policy);
  const sealKey = random.bytes(32);
  const tenant = {
    slug,
    name,
    issuerId,
    listId,
    schemaName: entry.schema,
    did,
    publicJwk,
    sealKey: deriveEddsaPublicKey(sealKey),
    sealedSealKey: await sealTenantKey({ vault, slug, kind: 'seal', key: sealKey }),
    operatorAddress: keys.operatorAddress(entry.operatorPrivateKey),
    sealedOperatorKey: await sealTenantKey({
      vault,
      slug,
      kind: 'operator',
      key: hexToBytes(entry.operatorPrivateKey),
    }),
    keyName: FIRST_KEY_NAME,
    policy: policy ?? OPEN_POLICY,
  };
  await store.transaction(async (transaction) => {
    const known = await transaction.findTenant(slug);
    if (known !== null && (known.issuerId !== issuerId || known.listId !== listId || known.did !== did)) {
      throw new TenantError('ERR_TENANT_SEED', 'The seed places a known bank elsewhere: start with fresh data.', {
        details: { slug, issuerId, listId },
      });
    }
    if (known === null) {
      await transaction.addTenant({ ...tenant, createdAt: clock.now() });
      await transaction.saveTenantKey({
        tenant: slug,
        keyName: FIRST_KEY_NAME,
        kid,
        publicJwk,
        certificates: null,
        createdAt: clock.now(),
        retiredAt: null,
        revocationBy: null,
        revocationAt: null,
        revokedAt: null,
      });
      await appendAudit({
        transaction,
        tenant: slug,
        at: clock.now(),
        actor: 'system',
        action: 'tenant_created',
        details: { did, issuerId, listId },
      });
    }
    if (known !== null && policy !== undefined) await transaction.saveTenantPolicy(slug, policy);
    for (const member of entry.staff) {
      await transaction.saveStaff({ tenant: slug, staffId: member.id, name: member.name, role: member.role });
    }
  });
}

/** Every wallet of OpenID4VCI 1.0 is welcome. */
const OPEN_POLICY: TenantPolicy = { haip: false, clientAttestation: 'optional', attesters: [], attestationAnchors: [] };
const FIRST_KEY_NAME = 'key-1';

/** The seed's policy replaces the stored one; a seed without leaves it. */
function readPolicy(policy: IssuerSeed['tenants'][number]['policy']): TenantPolicy | undefined {
  if (policy === undefined) return undefined;
  return { ...policy, attesters: policy.attesters.map(({ issuer, jwk }) => ({ issuer, jwk: toPublicJwk(jwk) })) };
}
