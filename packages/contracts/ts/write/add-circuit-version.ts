import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Lists a verifier contract. The wallet needs the governor role without delay; elsewhere schedule the call.
 *
 * @param options.codeHash Keccak-256 of the code that was reviewed
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function addCircuitVersion(
  options: WriteClients & { policyRegistry: Address; version: number; verifier: Address; codeHash: Hex },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'addCircuitVersion',
    args: [options.version, options.verifier, options.codeHash],
  });
}
