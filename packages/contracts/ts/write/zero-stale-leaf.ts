import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Takes out a leaf whose operator was silent past the heartbeat; its next anchor brings it back. Any wallet.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function zeroStaleLeaf(
  options: WriteClients & { trustRegistry: Address; issuerId: number; listId: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'zeroStaleLeaf',
    args: [BigInt(options.issuerId), BigInt(options.listId)],
  });
}
