import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Changes what calls to a verifier may burn, 100 to 1000 percent of what the code says. The wallet needs the governor role
 * without delay; elsewhere schedule the call.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function setGasPercent(
  options: WriteClients & { policyRegistry: Address; version: number; gasPercent: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'setGasPercent',
    args: [options.version, options.gasPercent],
  });
}
