import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/**
 * Digest that an account signs when somebody else is to end its pass, as the contract computes it.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readEndDigest(options: {
  client: ReadClient;
  passRegistry: Address;
  account: Address;
  policyId: Hex;
  nullifierTag: bigint;
  admittedAt: bigint;
  deadline: bigint;
}): Promise<Hex> {
  const { client, passRegistry, account, policyId, nullifierTag, admittedAt, deadline } = options;
  return readCall({
    client,
    address: passRegistry,
    abi: passRegistryAbi,
    functionName: 'endDigest',
    args: [account, policyId, nullifierTag, admittedAt, deadline],
  });
}
