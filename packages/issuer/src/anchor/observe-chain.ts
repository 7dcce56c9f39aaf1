import type { AnchorChain, ChainReceipt } from '../ports.ts';
import type { ChainTransactionRow } from '../rows.ts';
import type { ChainView } from './plan-outbox.ts';

/**
 * Asks a chain what became of a sender's transactions. While the block of the newest included one is still the block of
 * its height, all that came before it stands, and nothing is asked about them.
 */
export async function observeChain(options: {
  chain: AnchorChain;
  sender: string;
  rows: readonly ChainTransactionRow[];
}): Promise<ChainView> {
  const { chain, sender, rows } = options;
  const head = await chain.readHead();
  const nonceCount = await chain.countTransactions(sender);
  const included = rows.filter(({ state }) => state === 'included').toSorted(byBlock);
  const newest = included.at(-1);
  const stands =
    newest !== undefined &&
    newest.blockNumber !== null &&
    newest.nonce < nonceCount &&
    (await chain.readBlockHash(newest.blockNumber)) === newest.blockHash;
  const doubtful = rows.filter(({ state }) => state !== 'final' && state !== 'lost');
  const asked = stands ? doubtful.filter(({ state }) => state !== 'included') : doubtful;
  const receipts = new Map<string, ChainReceipt | null>();
  for (const { attempts } of asked) {
    for (const { transactionHash } of attempts) {
      const receipt = await chain.findReceipt(transactionHash);
      receipts.set(transactionHash, receipt);
      if (receipt !== null) break;
    }
  }
  return { head, nonceCount, receipts };
}

function byBlock(a: ChainTransactionRow, b: ChainTransactionRow): number {
  return (a.blockNumber ?? 0) - (b.blockNumber ?? 0) || a.nonce - b.nonce;
}
