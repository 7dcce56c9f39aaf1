import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Disables a verifier for ever. The wallet needs the guardian role.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function disableCircuitVersion(
  options: WriteClients & { policyRegistry: Address; version: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'disableCircuitVersion',
    args: [options.version],
  });
}
