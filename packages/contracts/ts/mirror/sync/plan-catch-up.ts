import type { ReadClient } from '../../clients.ts';
import { type BlockHeader, fetchBlock } from './fetch-block.ts';
import type { MirroredBlock } from './mirror-chain.ts';

/**
 * What the mirror has to do to stand where the node stands.
 *
 * - `current`: nothing
 * - `behind`: the node has not reached the mirror's block, on the same chain; wait for it
 * - `extend`: keep blocks up to `keep`, then go on to `target`
 * - `rebuild`: no block of the window is on the node's chain
 */
export type CatchUp =
  | { kind: 'current' }
  | { kind: 'behind' }
  | { kind: 'extend'; keep: number; target: BlockHeader }
  | { kind: 'rebuild'; target: BlockHeader };

/** Compares the window with the node's chain by block hash, from the newest block down. */
export async function planCatchUp(options: {
  client: ReadClient;
  window: readonly MirroredBlock[];
  target: BlockHeader;
}): Promise<CatchUp> {
  const { client, window, target } = options;
  const last = window.at(-1);
  if (last === undefined) return { kind: 'rebuild', target };
  if (last.number === target.number && last.hash === target.hash) return { kind: 'current' };
  // A node below the window is a node that lags: taking it for a reorg would bring an old state back as a fresh one.
  if (target.number < (window[0]?.number ?? 0)) return { kind: 'behind' };
  if (window.find(({ number }) => number === target.number)?.hash === target.hash) return { kind: 'behind' };
  for (const block of window.toReversed()) {
    if (block.number > target.number) continue;
    const header = block.number === target.number ? target : await fetchBlock({ client, number: block.number });
    if (header.hash === block.hash) return { kind: 'extend', keep: block.number, target };
  }
  return { kind: 'rebuild', target };
}
