import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Ends the passes of a policy that were admitted before a moment. The wallet must be the policy's owner or a guardian.
 *
 * @param options.notBefore unix seconds, above the present value and not in the future
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function raiseNotBefore(
  options: WriteClients & { policyRegistry: Address; policyId: Hex; notBefore: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'raiseNotBefore',
    args: [options.policyId, BigInt(options.notBefore)],
  });
}
