import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { toContractError } from '../errors/to-contract-error.ts';
import { readRegistryLeaves, type RegistryLeaf } from './read-registry-leaves.ts';
import { readRegistryRoot } from './read-registry-root.ts';

/** The trust registry as one block has it. */
export type RegistrySnapshot = {
  leaves: RegistryLeaf[];
  root: bigint;
  /** Timestamp of that block, unix seconds. A proof dated by its minute stays good when the root is superseded. */
  blockTime: number;
};

/**
 * Leaves, root and time of the latest block, all of that one block.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readRegistrySnapshot(options: {
  client: ReadClient;
  trustRegistry: Address;
}): Promise<RegistrySnapshot> {
  const { number: blockNumber, timestamp } = await options.client.getBlock({ blockTag: 'latest' }).catch((error) => {
    throw toContractError({ error, functionName: 'eth_getBlockByNumber' });
  });
  const query = { ...options, blockNumber };
  const [leaves, root] = await Promise.all([readRegistryLeaves(query), readRegistryRoot(query)]);
  return { leaves, root, blockTime: Number(timestamp) };
}
