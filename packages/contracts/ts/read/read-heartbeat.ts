import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { readCall } from './read-call.ts';

/**
 * Seconds of silence after which anybody may take out a leaf.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readHeartbeat(options: { client: ReadClient; trustRegistry: Address }): Promise<number> {
  const found = await readCall({
    client: options.client,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'heartbeat',
    args: [],
  });
  return Number(found);
}
