import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Ends the pass of the wallet's account. Proofs made until now cannot bring it back.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function endPass(options: WriteClients & { passRegistry: Address; policyId: Hex }): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'end',
    args: [options.policyId],
  });
}
