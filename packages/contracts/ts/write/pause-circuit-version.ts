import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Stops admissions through a verifier until it is resumed; passes run on. The wallet needs the guardian role.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function pauseCircuitVersion(
  options: WriteClients & { policyRegistry: Address; version: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'pauseCircuitVersion',
    args: [options.version],
  });
}
