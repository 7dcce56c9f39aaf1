import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { readCall } from './read-call.ts';

/**
 * Root of the trust registry as it stands.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readRegistryRoot(options: { client: ReadClient; trustRegistry: Address }): Promise<bigint> {
  return readCall({
    client: options.client,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'currentRoot',
    args: [],
  });
}
