import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { readCall } from './read-call.ts';

/** What the pass registry keeps of a person. */
export type NullifierRecord = {
  /** Account that the person is bound to; the zero address for one that was barred before it came. */
  account: Address;
  /** Unix seconds; a proof made at or before this moment is spent. */
  lastNow: number;
  /** Unix seconds at which the person was bound to the account. */
  movedAt: number;
  /** Unix seconds before which the person is not admitted; past or 0 for one that is not barred. */
  barredUntil: number;
};

/**
 * What the registry keeps of a person within a scope; undefined before the first admission or bar.
 *
 * @param options.scope see {@link readScope}
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readNullifierRecord(options: {
  client: ReadClient;
  passRegistry: Address;
  scope: bigint;
  nullifierTag: bigint;
}): Promise<NullifierRecord | undefined> {
  const found = await readCall({
    client: options.client,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'nullifierRecord',
    args: [options.scope, options.nullifierTag],
  });
  return found.lastNow === 0 ? undefined : found;
}
