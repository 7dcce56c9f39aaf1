import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Ends admissions under a policy and every pass, for ever. The wallet must be the policy's owner.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function stopPolicy(
  options: WriteClients & { policyRegistry: Address; policyId: Hex },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'stopPolicy',
    args: [options.policyId],
  });
}
