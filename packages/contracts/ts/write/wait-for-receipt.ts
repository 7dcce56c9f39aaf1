import { type Hash, type TransactionReceipt, WaitForTransactionReceiptTimeoutError } from 'viem';

import type { WriteClients } from '../clients.ts';
import { ContractError } from '../errors/contract-error.ts';

const RECEIPT_SECONDS = 180;

/**
 * Receipt of a sent transaction, or of the one that took its place with a higher fee and the same call.
 *
 * @throws {ContractError} `ERR_CONTRACT_REPLACED`: another transaction took its nonce, so that the call never happens;
 * `ERR_CONTRACT_DROPPED`: the node forgot it, so that it can be sent again; `ERR_CONTRACT_REVERTED`
 */
export async function waitForReceipt(
  options: Pick<WriteClients, 'publicClient' | 'receiptSeconds'> & { hash: Hash },
): Promise<TransactionReceipt> {
  const { publicClient, hash, receiptSeconds = RECEIPT_SECONDS } = options;
  let replaced = false;
  try {
    const receipt = await publicClient.waitForTransactionReceipt({
      hash,
      timeout: receiptSeconds * 1000,
      onReplaced: ({ reason }) => {
        replaced = reason !== 'repriced';
      },
    });
    if (replaced) {
      throw new ContractError('ERR_CONTRACT_REPLACED', 'Another transaction took the place of this one.', {
        details: { hash },
      });
    }
    if (receipt.status !== 'success') {
      throw new ContractError('ERR_CONTRACT_REVERTED', 'The transaction reverted.', { details: { hash } });
    }
    return receipt;
  } catch (error) {
    if (!(error instanceof WaitForTransactionReceiptTimeoutError)) throw error;
    const known = await publicClient.getTransaction({ hash }).catch(() => undefined);
    if (known !== undefined) throw error;
    throw new ContractError('ERR_CONTRACT_DROPPED', 'The node no longer knows the transaction. Send it again.', {
      cause: error,
      details: { hash },
    });
  }
}
