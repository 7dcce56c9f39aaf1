import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/**
 * Field element that a proof for this registry and scope id must carry as `scope`.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readScope(options: { client: ReadClient; passRegistry: Address; scopeId: Hex }): Promise<bigint> {
  return readCall({
    client: options.client,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'scopeOf',
    args: [options.scopeId],
  });
}
