import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Refuses one root from now on. The wallet needs the guardian role.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function dropRoot(options: WriteClients & { trustRegistry: Address; root: bigint }): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'dropRoot',
    args: [options.root],
  });
}
