import { KYC_PERSON_SCHEMA } from '@postern/credential';
import { formatFieldElement, hashLeafRegistration, signEddsa } from '@postern/primitives';

import type { AnchorChain, IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { createFirstSnapshot } from '../status/read-status-bits-file.ts';
import { statusListUrls } from './issuer-identifier.ts';
import { openSealKey } from './tenant-keys.ts';

/** What governance needs to register a tenant's leaf; decimal strings, `contentHash` in hex. */
export type LeafRegistrationView = {
  issuerId: number;
  listId: number;
  schemaId: string;
  key: [string, string];
  /** EdDSA-Poseidon signature with the seal key over the registration. */
  possession: { r8: [string, string]; s: string };
  statusRoot: string;
  contentHash: string;
  uri: string;
  operator: string;
  name: string;
  /** Set once the registry holds the leaf. */
  leafIndex: number | null;
};

/** Proves possession of the seal key for this chain and registry, and states the list's first root. */
export async function describeLeafRegistration(
  context: IssuerContext,
  options: {
    tenant: Tenant;
    /** Where it is to be registered; the first chain unless given. */
    chain?: AnchorChain;
  },
): Promise<LeafRegistrationView> {
  const { vault, settings } = context;
  const { tenant, chain = context.chain } = options;
  const { issuerId, listId } = tenant;
  const schemaId = KYC_PERSON_SCHEMA.schemaId;
  const message = hashLeafRegistration({
    chainId: chain.chainId,
    trustRegistry: BigInt(chain.trustRegistry),
    issuerId,
    listId,
    schemaId,
  });
  const pop = signEddsa({ privateKey: await openSealKey({ vault, tenant }), message });
  const snapshot = await createFirstSnapshot(context, { tenant });
  return {
    issuerId,
    listId,
    schemaId: formatFieldElement(schemaId),
    key: [tenant.sealKey[0].toString(), tenant.sealKey[1].toString()],
    possession: { r8: [pop.r8[0].toString(), pop.r8[1].toString()], s: pop.s.toString() },
    statusRoot: snapshot.statusRoot,
    contentHash: snapshot.contentHash,
    uri: `${statusListUrls({ settings, tenant: tenant.slug, listId }).bits}?epoch=0`,
    operator: tenant.operatorAddress,
    name: tenant.name,
    leafIndex: (await chain.findLeaf(tenant))?.leafIndex ?? null,
  };
}
