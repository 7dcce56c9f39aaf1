import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/** Where a person was bound before the last move. */
export type FormerBinding = {
  /** Account that the person left; a pass under another version of the policy may still be there. */
  account: Address;
  /** Unix seconds at which the person came to it from still another account; 0 if it was the first. */
  boundAt: number;
};

/**
 * The account that a person left within a scope; undefined before the first move.
 *
 * @param options.scope see {@link readScope}
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readFormerBinding(options: {
  client: ReadClient;
  passRegistry: Address;
  scope: bigint;
  nullifierTag: bigint;
}): Promise<FormerBinding | undefined> {
  const found = await readCall({
    client: options.client,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'formerBinding',
    args: [options.scope, options.nullifierTag],
  });
  return BigInt(found.account) === 0n ? undefined : found;
}
