import type { Hex } from 'viem';

import { type ApplyContext, applyEvent, type PolicyTerms } from '../state/apply-event.ts';
import { createLeafTree, type LeafTree } from '../state/create-leaf-tree.ts';
import type { RegistryEvent } from '../state/decode-registry-log.ts';
import { type Change, undoChanges } from '../state/journal.ts';
import { createMirrorTables, type MirrorTables } from '../state/mirror-tables.ts';

/** A block of the window, with what it takes to forget it. */
export type MirroredBlock = {
  number: number;
  hash: Hex;
  /** Unix seconds. */
  timestamp: number;
  journal: Change[];
};

/** Everything that the mirror knows: rows as of the last block of the window. */
export type MirrorChain = {
  tables: MirrorTables;
  tree: LeafTree;
  /** Consecutive blocks, oldest first; a reorg below the first one means to begin again. */
  window: MirroredBlock[];
  /** See `fetchPolicyTerms`; a fact of the id, whatever becomes of the block. */
  terms: Map<string, PolicyTerms>;
};

export function createMirrorChain(): MirrorChain {
  return { tables: createMirrorTables(), tree: createLeafTree(), window: [], terms: new Map() };
}

/** Applies one block's events and puts it at the end of the window; takes everything back if one of them is refused. */
export function pushBlock(options: {
  chain: MirrorChain;
  block: Omit<MirroredBlock, 'journal'>;
  events: readonly RegistryEvent[];
  windowBlocks: number;
}): void {
  const { chain, block, events, windowBlocks } = options;
  const { number, hash, timestamp } = block;
  const journal = applyEvents({ chain, events, timestamp });
  chain.window.push({ number, hash, timestamp, journal });
  chain.window.splice(0, chain.window.length - windowBlocks);
}

/** Applies events that no reorg can reach any more. */
export function applyEvents(options: {
  chain: MirrorChain;
  events: readonly RegistryEvent[];
  timestamp: number;
}): Change[] {
  const { chain, events, timestamp } = options;
  const journal: Change[] = [];
  const context: ApplyContext = { ...chain, journal, timestamp };
  try {
    for (const event of events) applyEvent(context, event);
  } catch (error) {
    takeBack(chain, journal);
    throw error;
  }
  return journal;
}

/** Forgets every block above `number`. */
export function popBlocksAbove(options: { chain: MirrorChain; number: number }): number {
  const { chain, number } = options;
  let popped = 0;
  for (let last = chain.window.at(-1); last !== undefined && last.number > number; last = chain.window.at(-1)) {
    takeBack(chain, last.journal);
    chain.window.pop();
    popped += 1;
  }
  return popped;
}

/** The tree follows the leaves, so that a journal needs no hashes. A position may have served two leaves meanwhile. */
function takeBack(chain: MirrorChain, journal: readonly Change[]): void {
  const { leaves } = chain.tables;
  const touched = journal.flatMap((change) =>
    change.table === 'leaves' ? [change.before?.leafIndex, leaves.get(change.key)?.leafIndex] : [],
  );
  undoChanges({ tables: chain.tables, journal });
  const present = new Map([...leaves.entries()].map(([, leaf]) => [leaf.leafIndex, leaf]));
  for (const leafIndex of new Set(touched)) {
    if (leafIndex !== undefined) chain.tree.setLeaf(leafIndex, present.get(leafIndex));
  }
}
