import type { Address, Hex, Log } from 'viem';

import type { ReadClient } from '../../clients.ts';
import { orderLogs } from './order-logs.ts';

type LogClient = Pick<ReadClient, 'getLogs'>;

/** Blocks asked for at once when nothing is known about the node. */
const FIRST_RANGE = 2_000;
const LARGEST_RANGE = 50_000;

/**
 * Logs of whole ranges, oldest first. Nodes refuse ranges that hold too much, each with limits and words of its own: a
 * refused range is halved, an answered one makes the next twice as long, but after a refusal no more than half
 * way up to it. The shortest that was refused is remembered for the rest of the run, so that a node's limit is met a few
 * times and no more.
 *
 * @throws what the node says of a range of one block
 * @throws {MirrorError} `ERR_MIRROR_UNSTABLE_CHAIN`: see {@link orderLogs}
 */
export async function* fetchLogRanges(options: {
  client: LogClient;
  address: Address[];
  fromBlock: number;
  toBlock: number;
}): AsyncGenerator<{ fromBlock: number; toBlock: number; logs: Log[] }> {
  const { client, address } = options;
  let size = FIRST_RANGE;
  let refused = Number.POSITIVE_INFINITY;
  for (let fromBlock = options.fromBlock; fromBlock <= options.toBlock; ) {
    const toBlock = Math.min(options.toBlock, fromBlock + size - 1);
    let logs: Log[];
    try {
      logs = await client.getLogs({ address, fromBlock: BigInt(fromBlock), toBlock: BigInt(toBlock) });
    } catch (error) {
      if (toBlock === fromBlock) throw error;
      refused = Math.min(refused, toBlock - fromBlock + 1);
      size = Math.max(1, Math.floor((toBlock - fromBlock + 1) / 2));
      continue;
    }
    const isAsked = ({ blockNumber }: Log) => Number(blockNumber) >= fromBlock && Number(blockNumber) <= toBlock;
    yield { fromBlock, toBlock, logs: orderLogs({ logs, isAsked }) };
    fromBlock = toBlock + 1;
    const halfWay = Math.floor((size + refused) / 2);
    size = Math.min(LARGEST_RANGE, size * 2, Math.max(size, Math.min(halfWay, refused - 1)));
  }
}

/**
 * Logs of exactly one block: a node that does not know the hash refuses, where a range would come back empty.
 *
 * @throws {MirrorError} `ERR_MIRROR_UNSTABLE_CHAIN`: see {@link orderLogs}
 */
export async function fetchLogsOfBlock(options: {
  client: LogClient;
  address: Address[];
  blockHash: Hex;
}): Promise<Log[]> {
  const { client, address, blockHash } = options;
  const logs: Log[] = await client.getLogs({ address, blockHash });
  return orderLogs({ logs, isAsked: (log) => log.blockHash === blockHash });
}
