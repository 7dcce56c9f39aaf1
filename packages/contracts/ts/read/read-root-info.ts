import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { readCall } from './read-call.ts';

export type RootInfo = {
  /** Whether the root was or is the registry's and was not dropped. */
  known: boolean;
  /** Unix seconds at which another root took over; absent while the root is current or unknown. */
  supersededAt?: number;
};

/**
 * What the trust registry knows of a root.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readRootInfo(options: {
  client: ReadClient;
  trustRegistry: Address;
  root: bigint;
}): Promise<RootInfo> {
  const [known, supersededAt] = await readCall({
    client: options.client,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'rootInfo',
    args: [options.root],
  });
  return supersededAt === 0n ? { known } : { known, supersededAt: Number(supersededAt) };
}
