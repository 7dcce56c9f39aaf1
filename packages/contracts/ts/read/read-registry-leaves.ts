import type { BabyJubjubPoint } from '@postern/primitives';
import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { readCall } from './read-call.ts';

/** One leaf of the trust registry: an issuer key, its status list and schema. */
export type RegistryLeaf = {
  /** Position in the tree. What names the leaf is `issuerId` and `listId`: a removed one leaves its position to others. */
  leafIndex: number;
  issuerId: number;
  listId: number;
  schemaId: bigint;
  key: BabyJubjubPoint;
  issuerCommitment: bigint;
  statusRoot: bigint;
  epoch: number;
  /** Unix seconds. */
  lastAnchoredAt: number;
  /** Whether the leaf is in the tree; an inactive leaf counts as 0. */
  active: boolean;
  contentHash: Hex;
  uri: string;
};

/**
 * All leaves in tree order, as one block has them: the tree over them, each at its `leafIndex`, has the root that block
 * has. Positions that removed leaves left are not among them.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readRegistryLeaves(options: {
  client: ReadClient;
  trustRegistry: Address;
  blockNumber?: bigint;
}): Promise<RegistryLeaf[]> {
  const { client, trustRegistry } = options;
  const blockNumber = options.blockNumber ?? (await client.getBlockNumber({ cacheTime: 0 }));
  const shared = { client, address: trustRegistry, abi: trustRegistryAbi, blockNumber } as const;
  const count = await readCall({ ...shared, functionName: 'leafCount', args: [] });
  const positions = await Promise.all(
    Array.from({ length: Number(count) }, async (_, leafIndex) => {
      const leaf = await readCall({ ...shared, functionName: 'leafAt', args: [BigInt(leafIndex)] });
      return {
        leafIndex,
        issuerId: leaf.issuerId,
        listId: leaf.listId,
        schemaId: leaf.schemaId,
        key: leaf.key,
        issuerCommitment: leaf.issuerCommitment,
        statusRoot: leaf.statusRoot,
        epoch: Number(leaf.epoch),
        lastAnchoredAt: Number(leaf.lastAnchoredAt),
        active: leaf.active,
        contentHash: leaf.contentHash,
        uri: leaf.uri,
      };
    }),
  );
  return positions.filter(({ issuerId }) => issuerId !== 0);
}
