import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Ends the pass of an account that signed {@link getEndTypedData}. Any wallet.
 *
 * @param options.deadline unix seconds until which the signature serves
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function endPassFor(
  options: WriteClients & {
    passRegistry: Address;
    policyId: Hex;
    account: Address;
    deadline: bigint;
    accountSignature: Hex;
  },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'endFor',
    args: [options.policyId, options.account, options.deadline, options.accountSignature],
  });
}
