import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/**
 * Digest that an account signs when somebody else sends its admission, as the contract computes it.
 *
 * @param options.provenAt the public signal `now`, unix seconds
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readAdmitDigest(options: {
  client: ReadClient;
  passRegistry: Address;
  policyId: Hex;
  nullifier: bigint;
  provenAt: bigint;
  expiresAt: bigint;
}): Promise<Hex> {
  return readCall({
    client: options.client,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'admitDigest',
    args: [options.policyId, options.nullifier, options.provenAt, options.expiresAt],
  });
}
