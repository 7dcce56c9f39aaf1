import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/**
 * Whether an account may act under a policy now, as the contract decides it.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readIsAdmitted(options: {
  client: ReadClient;
  passRegistry: Address;
  policyId: Hex;
  account: Address;
}): Promise<boolean> {
  return readCall({
    client: options.client,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'isAdmitted',
    args: [options.policyId, options.account],
  });
}
