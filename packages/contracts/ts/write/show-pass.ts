import { type Address, isAddressEqual, parseEventLogs } from 'viem';

import type { WriteClients } from '../clients.ts';
import { passTokenAbi } from '../generated/pass-token.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Lets wallets and explorers notice that an account has a pass, or has one no longer, by the token's events. Any wallet;
 * it changes nothing about the pass.
 *
 * @returns what was announced; undefined when the events said so already
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function showPass(
  options: WriteClients & { passToken: Address; account: Address },
): Promise<SentCall & { announced: 'shown' | 'gone' | undefined }> {
  const { passToken: address, account } = options;
  const sent = await sendCall({ ...options, address, abi: passTokenAbi, functionName: 'show', args: [account] });
  const [transfer] = parseEventLogs({ abi: passTokenAbi, eventName: 'Transfer', logs: sent.receipt.logs });
  if (transfer === undefined) return { ...sent, announced: undefined };
  return { ...sent, announced: isAddressEqual(transfer.args.to, account) ? 'shown' : 'gone' };
}
