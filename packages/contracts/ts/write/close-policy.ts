import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Ends admissions under a policy; its passes run on. The wallet must be the policy's owner or a guardian.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function closePolicy(
  options: WriteClients & { policyRegistry: Address; policyId: Hex },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'closePolicy',
    args: [options.policyId],
  });
}
