import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/** The stored pass of an account, whether or not it still counts. */
export type Pass = {
  /** Unix seconds; the pass counts before this moment. */
  expiresAt: number;
  /** Unix seconds of the last admission. */
  admittedAt: number;
  /** The same for every account of one person within the policy's scope. */
  nullifierTag: bigint;
};

/**
 * The pass of an account under a policy; undefined when there is none.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readPass(options: {
  client: ReadClient;
  passRegistry: Address;
  policyId: Hex;
  account: Address;
}): Promise<Pass | undefined> {
  const pass = await readCall({
    client: options.client,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'passOf',
    args: [options.policyId, options.account],
  });
  return pass.expiresAt === 0 ? undefined : pass;
}
