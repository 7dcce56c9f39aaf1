import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/**
 * The number that all accounts of one person share within the policy's scope; undefined without a pass that counts.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readPerson(options: {
  client: ReadClient;
  passRegistry: Address;
  policyId: Hex;
  account: Address;
}): Promise<bigint | undefined> {
  const found = await readCall({
    client: options.client,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'personOf',
    args: [options.policyId, options.account],
  });
  return found === 0n ? undefined : found;
}
