import { createRegistryTree, hashRegistryLeaf, type RegistryTree } from '@postern/primitives';

import { HolderError } from '../error.ts';
import type { HolderChain, RegistryLeaf } from '../ports.ts';

/** The registry as of one block: leaves and the tree over them, equal to the one on chain. */
export type RegistrySnapshot = {
  leaves: readonly RegistryLeaf[];
  tree: RegistryTree;
  /**
   * Minute of that block, unix seconds: what a proof made from this snapshot says as its `now`. When the root is
   * superseded later, the proof is from before that, and is good for the policy's grace.
   */
  now: number;
};

const ATTEMPTS = 3;

/**
 * Reads all leaves and rebuilds the tree. A reorg between two reads is met by reading again.
 *
 * @throws {HolderError} ERR_REGISTRY_ROOT the leaves do not hash to the root that the chain holds
 */
export async function snapshotRegistry(chain: HolderChain): Promise<RegistrySnapshot> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { leaves, root, blockTime } = await chain.readRegistrySnapshot();
    const hashes: bigint[] = [];
    for (const leaf of leaves) hashes[leaf.leafIndex] = leaf.active ? hashRegistryLeaf(leaf) : 0n;
    const tree = createRegistryTree(Array.from(hashes, (hash) => hash ?? 0n));
    if (tree.root === root) return { leaves, tree, now: Math.floor(blockTime / 60) * 60 };
  }
  throw new HolderError('ERR_REGISTRY_ROOT', 'The registry on chain does not add up.');
}
