import type { Hex } from 'viem';

import type { ReadClient } from '../../clients.ts';

export type BlockHeader = {
  number: number;
  hash: Hex;
  parentHash: Hex;
  /** Unix seconds. */
  timestamp: number;
};

/** Header of the latest block, or of one by number. */
export async function fetchBlock(options: { client: ReadClient; number?: number }): Promise<BlockHeader> {
  const { client, number } = options;
  const at = number === undefined ? ({ blockTag: 'latest' } as const) : { blockNumber: BigInt(number) };
  const { number: found, hash, parentHash, timestamp } = await client.getBlock(at);
  return { number: Number(found), hash, parentHash, timestamp: Number(timestamp) };
}

/** Runs `task` over items in order of arrival, at most `width` at once; results keep the order of the items. */
export async function mapInBatches<In, Out>(
  items: readonly In[],
  width: number,
  task: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  for (let start = 0; start < items.length; start += width) {
    results.push(...(await Promise.all(items.slice(start, start + width).map(task))));
  }
  return results;
}
