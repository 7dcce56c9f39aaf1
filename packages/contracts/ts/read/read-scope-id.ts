import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { readCall } from './read-call.ts';

/**
 * Scope id that policies of this owner and salt share.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readScopeId(options: {
  client: ReadClient;
  policyRegistry: Address;
  owner: Address;
  salt: Hex;
}): Promise<Hex> {
  return readCall({
    client: options.client,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'computeScopeId',
    args: [options.owner, options.salt],
  });
}
