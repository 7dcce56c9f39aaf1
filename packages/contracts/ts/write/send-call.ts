import type { Abi, Address, ContractFunctionArgs, ContractFunctionName, Hash, TransactionReceipt } from 'viem';

import type { WriteClients } from '../clients.ts';
import { toContractError } from '../errors/to-contract-error.ts';
import { waitForReceipt } from './wait-for-receipt.ts';

/** A transaction that is in a block and did not revert. */
export type SentCall = { hash: Hash; receipt: TransactionReceipt };

/**
 * Room over the estimate. What a call costs depends on its block: a word that is written unchanged costs 100 gas, a
 * changed one up to 22,100, and times change with the second. Gas that is left comes back.
 */
const GAS_MARGIN_PERCENT = 125n;

type Writing = 'nonpayable' | 'payable';

/**
 * Simulates, estimates, sends and waits for one confirmation.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function sendCall<
  const abi extends Abi,
  name extends ContractFunctionName<abi, Writing>,
  const args extends ContractFunctionArgs<abi, Writing, name>,
>(options: WriteClients & { address: Address; abi: abi; functionName: name; args: args }): Promise<SentCall> {
  const { walletClient, publicClient, address, abi, functionName, args } = options;
  try {
    const { account, chain } = walletClient;
    const call = { address, abi: abi as Abi, functionName: functionName as string, args: args as readonly unknown[] };
    await publicClient.simulateContract({ ...call, account });
    const estimate = await publicClient.estimateContractGas({ ...call, account });
    const gas = (estimate * GAS_MARGIN_PERCENT) / 100n;
    const hash = await walletClient.writeContract({ ...call, account, chain, gas });
    const receipt = await waitForReceipt({ ...options, hash });
    return { hash: receipt.transactionHash, receipt };
  } catch (error) {
    throw toContractError({ error, functionName });
  }
}
