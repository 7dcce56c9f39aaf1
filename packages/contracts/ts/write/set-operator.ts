import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Lets another account anchor for an issuer. The wallet needs the governor role without delay; elsewhere schedule the call.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function setOperator(
  options: WriteClients & { trustRegistry: Address; issuerId: number; operator: Address },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'setOperator',
    args: [BigInt(options.issuerId), options.operator],
  });
}
