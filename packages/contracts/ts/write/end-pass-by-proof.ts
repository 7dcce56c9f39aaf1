import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import type { PublicSignals, SolidityProof } from './admit.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Ends the pass of whoever made the proof, for who lost the account. Any wallet.
 *
 * @param options.signals as for an admission, with the pass registry's own address as binding
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function endPassByProof(
  options: WriteClients & { passRegistry: Address; policyId: Hex; proof: SolidityProof; signals: PublicSignals },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'endByProof',
    args: [options.policyId, options.proof, options.signals],
  });
}
