import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Ends the pause of a verifier. The wallet needs the governor role without delay; elsewhere schedule the call.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function resumeCircuitVersion(
  options: WriteClients & { policyRegistry: Address; version: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'resumeCircuitVersion',
    args: [options.version],
  });
}
