import type { Address, Log } from 'viem';

import type { ReadClient } from '../../clients.ts';
import { MirrorError } from '../mirror-error.ts';
import type { RegistryAddresses, RegistryEvent } from '../state/decode-registry-log.ts';
import { type BlockHeader, fetchBlock, mapInBatches } from './fetch-block.ts';
import { decodeEvents, fetchPolicyTerms } from './fetch-events.ts';
import { fetchLogRanges, fetchLogsOfBlock } from './fetch-logs.ts';
import { applyEvents, type MirrorChain, popBlocksAbove, pushBlock } from './mirror-chain.ts';

export type CatchUpOptions = {
  client: ReadClient;
  addresses: RegistryAddresses;
  chain: MirrorChain;
  /** Block to stand on afterwards. */
  target: BlockHeader;
  /** Blocks kept for reorgs. */
  windowBlocks: number;
};

const WIDTH = 16;

/**
 * Reads everything up to the window's first block in ranges. Readers must not look meanwhile: rows move range by range.
 *
 * @param options.fromBlock first block whose events are not known yet
 */
export async function readHistory(options: CatchUpOptions & { fromBlock: number }): Promise<void> {
  const { client, addresses, chain, target, windowBlocks } = options;
  const end = target.number - windowBlocks;
  if (end < options.fromBlock) return;
  const last = await fetchBlock({ client, number: end });
  const address = listAddresses(addresses);
  for await (const { logs } of fetchLogRanges({ client, address, fromBlock: options.fromBlock, toBlock: end })) {
    const blocks = await mapInBatches([...groupByBlock(logs)], WIDTH, async ([number, ofBlock]) => {
      const events = decodeEvents({ addresses, logs: ofBlock });
      await fetchPolicyTerms({ client, addresses, events, terms: chain.terms });
      if (events.every(tellsItsTime)) return { events, timestamp: 0 };
      const { hash, timestamp } = await fetchBlock({ client, number });
      if (ofBlock.some((log) => log.blockHash !== hash)) throw unstable();
      return { events, timestamp };
    });
    for (const { events, timestamp } of blocks) applyEvents({ chain, events, timestamp });
  }
  // The same block after as before: all ranges came from one chain.
  if ((await fetchBlock({ client, number: end })).hash !== last.hash) throw unstable();
  chain.window.length = 0;
  pushBlock({ chain, block: last, events: [], windowBlocks });
}

/**
 * Reads the newest blocks one by one, each by its hash, checks that they hang together, and only then changes rows: a
 * reader sees the old chain or the new one.
 *
 * @param options.keep last block of the window that is on the node's chain
 * @returns number of blocks that were forgotten
 */
export async function readNewest(options: CatchUpOptions & { keep: number | undefined; fromBlock: number }) {
  const { client, addresses, chain, target, windowBlocks, keep, fromBlock } = options;
  const numbers = Array.from({ length: target.number - fromBlock + 1 }, (_, index) => fromBlock + index);
  const headers = await mapInBatches(numbers, WIDTH, (number) =>
    number === target.number ? Promise.resolve(target) : fetchBlock({ client, number }),
  );
  let parent = chain.window.find(({ number }) => number === keep)?.hash;
  for (const header of headers) {
    if (parent !== undefined && header.parentHash !== parent) throw unstable();
    parent = header.hash;
  }
  const address = listAddresses(addresses);
  const fetched = await mapInBatches(headers, WIDTH, async (block): Promise<[BlockHeader, RegistryEvent[]]> => {
    const logs = await fetchLogsOfBlock({ client, address, blockHash: block.hash });
    const events = decodeEvents({ addresses, logs });
    await fetchPolicyTerms({ client, addresses, events, terms: chain.terms });
    return [block, events];
  });
  const forgotten = keep === undefined ? 0 : popBlocksAbove({ chain, number: keep });
  for (const [block, events] of fetched) pushBlock({ chain, block, events, windowBlocks });
  return forgotten;
}

function groupByBlock(logs: readonly Log[]): Map<number, Log[]> {
  const blocks = new Map<number, Log[]>();
  for (const log of logs) {
    const number = Number(log.blockNumber);
    const ofBlock = blocks.get(number);
    if (ofBlock === undefined) blocks.set(number, [log]);
    else ofBlock.push(log);
  }
  return blocks;
}

/** Whether an event needs no block to be understood: passes carry their times, and there are many of them. */
function tellsItsTime({ eventName }: RegistryEvent): boolean {
  return eventName === 'PassAdmitted' || eventName === 'PassEnded';
}

function listAddresses(addresses: RegistryAddresses): Address[] {
  return [addresses.trustRegistry, addresses.policyRegistry, addresses.passRegistry];
}

function unstable(): MirrorError {
  return new MirrorError('ERR_MIRROR_UNSTABLE_CHAIN', 'The chain changed while it was read.');
}
