import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { readCall } from './read-call.ts';

/**
 * Number of issuers; their ids run from 1 to it.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readIssuerCount(options: { client: ReadClient; trustRegistry: Address }): Promise<number> {
  const found = await readCall({
    client: options.client,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'issuerCount',
    args: [],
  });
  return Number(found);
}
