import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Suspends the operator of an issuer: its leaves leave the tree, roots superseded until now are refused, and the standby
 * operator takes over. The wallet needs the guardian role.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function suspendOperator(
  options: WriteClients & { trustRegistry: Address; issuerId: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'suspendOperator',
    args: [BigInt(options.issuerId)],
  });
}
