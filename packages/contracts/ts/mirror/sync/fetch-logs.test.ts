import type { Log } from 'viem';
import { describe, expect, it } from 'vitest';

import { fetchLogRanges, fetchLogsOfBlock } from './fetch-logs.ts';

/** A node that answers no more than `limit` blocks at once, with one log per block. */
function createNode(limit: number) {
  const asked: number[] = [];
  const getLogs = async ({ fromBlock, toBlock }: { fromBlock: bigint; toBlock: bigint }) => {
    const size = Number(toBlock - fromBlock) + 1;
    asked.push(size);
    if (size > limit) throw new Error('query returned more than 10000 results');
    return Array.from({ length: size }, (_, index) => ({ blockNumber: fromBlock + BigInt(index), logIndex: 0 }) as Log);
  };
  return { asked, client: { getLogs } as unknown as Parameters<typeof fetchLogRanges>[0]['client'] };
}

async function collect(limit: number, fromBlock: number, toBlock: number) {
  const { asked, client } = createNode(limit);
  const numbers: number[] = [];
  for await (const { logs } of fetchLogRanges({ client, address: [], fromBlock, toBlock })) {
    numbers.push(...logs.map(({ blockNumber }) => Number(blockNumber)));
  }
  return { asked, numbers };
}

describe('fetchLogRanges', () => {
  it.each([1, 7, 1000, 1_000_000])(
    'reads every block once and in order from a node that answers %i at once',
    async (limit) => {
      const { numbers } = await collect(limit, 5, 6004 > limit * 400 ? 5 + limit * 20 : 6004);
      expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 5 + index));
    },
  );

  it('asks for less after a refusal and for more after an answer', async () => {
    const { asked } = await collect(600, 0, 4999);
    expect(asked.slice(0, 4)).toEqual([2000, 1000, 500, 750]);
    expect(asked.length).toBeLessThan(25);
  });

  it.each([1, 5, 7, 600])(
    'meets the limit of a node (%i) a few times in a whole run, not after every answer',
    async (limit) => {
      const { asked } = await collect(limit, 0, limit * 300);
      const refusals = asked.filter((size) => size > limit).length;
      expect(refusals).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(2000)));
    },
  );

  it('gives up when a single block is refused', async () => {
    await expect(collect(0, 0, 10)).rejects.toThrow();
  });

  it('asks nothing for an empty range', async () => {
    expect(await collect(10, 5, 4)).toEqual({ asked: [], numbers: [] });
  });
});

describe('logs as careless nodes give them', () => {
  const log = (blockNumber: number, logIndex: number, more: Partial<Log> = {}) =>
    ({ blockNumber: BigInt(blockNumber), blockHash: `0x${blockNumber}`, logIndex, ...more }) as Log;
  const answer = (logs: Log[]) => ({ getLogs: async () => logs }) as unknown as ReturnType<typeof createNode>['client'];
  const readRange = async (logs: Log[]) => {
    const read: string[] = [];
    const range = { client: answer(logs), address: [], fromBlock: 1, toBlock: 20 };
    for await (const { logs: found } of fetchLogRanges(range)) {
      read.push(...found.map(({ blockNumber, logIndex }) => `${blockNumber}.${logIndex}`));
    }
    return read;
  };
  const unstable = { code: 'ERR_MIRROR_UNSTABLE_CHAIN' };

  it('puts them in order, numbers as numbers, and takes each once', async () => {
    const logs = [log(10, 2), log(9, 11), log(9, 2), log(10, 2), log(9, 11), log(10, 0)];
    expect(await readRange(logs)).toEqual(['9.2', '9.11', '10.0', '10.2']);
  });

  it('refuses those of other blocks, those taken back, and two blocks of one number', async () => {
    for (const other of [log(21, 0), log(5, 1, { removed: true }), log(9, 1, { blockHash: '0xbb' })]) {
      await expect(readRange([log(9, 0), other])).rejects.toMatchObject(unstable);
    }
    const read = (blockHash: `0x${string}`) =>
      fetchLogsOfBlock({ client: answer([log(9, 1), log(9, 0)]), address: [], blockHash });
    expect((await read('0x9')).map(({ logIndex }) => logIndex)).toEqual([0, 1]);
    await expect(read('0x8')).rejects.toMatchObject(unstable);
  });
});
