import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Names the account that takes over when an operator is suspended; the zero address for none. The wallet needs the governor
 * role without delay; elsewhere schedule the call.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function setStandbyOperator(
  options: WriteClients & { trustRegistry: Address; issuerId: number; standby: Address },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'setStandbyOperator',
    args: [BigInt(options.issuerId), options.standby],
  });
}
