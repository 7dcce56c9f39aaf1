import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/**
 * The one account that can have a person's pass under a policy; undefined before the first admission within its scope.
 *
 * After a move under another policy of the scope it may be an account that the person left.
 *
 * @throws {ContractError} no such policy, or the chain does not answer
 */
export async function readPersonAccount(options: {
  client: ReadClient;
  passRegistry: Address;
  policyId: Hex;
  nullifierTag: bigint;
}): Promise<Address | undefined> {
  const account = await readCall({
    client: options.client,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'accountOf',
    args: [options.policyId, options.nullifierTag],
  });
  return BigInt(account) === 0n ? undefined : account;
}
