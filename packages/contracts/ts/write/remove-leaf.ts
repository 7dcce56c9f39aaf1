import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Takes a leaf out for ever, and refuses every root superseded until now. The wallet needs the guardian role.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function removeLeaf(
  options: WriteClients & { trustRegistry: Address; issuerId: number; listId: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'removeLeaf',
    args: [BigInt(options.issuerId), BigInt(options.listId)],
  });
}
