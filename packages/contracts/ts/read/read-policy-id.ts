import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import type { PolicyParameters } from '../write/create-policy.ts';
import { readCall } from './read-call.ts';

/**
 * Id that a policy of this owner with these parameters has or would have.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readPolicyId(options: {
  client: ReadClient;
  policyRegistry: Address;
  owner: Address;
  parameters: PolicyParameters;
}): Promise<Hex> {
  return readCall({
    client: options.client,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'computePolicyId',
    args: [options.owner, options.parameters],
  });
}
