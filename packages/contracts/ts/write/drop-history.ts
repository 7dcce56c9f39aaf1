import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Refuses every root superseded until now. The wallet needs the guardian role.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function dropHistory(options: WriteClients & { trustRegistry: Address }): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'dropHistory',
    args: [],
  });
}
