import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Ends the pass of a person, wherever it is, and keeps nobody out. The wallet owns the policy or has the guardian role.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function endPassOfPerson(
  options: WriteClients & { passRegistry: Address; policyId: Hex; nullifierTag: bigint },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'endPass',
    args: [options.policyId, options.nullifierTag],
  });
}
