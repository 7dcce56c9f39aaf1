import {
  createRegistryTree,
  type FieldElement,
  hashRegistryLeaf,
  poseidon,
  REGISTRY_TREE_DEPTH,
  type RegistryPath,
  toFieldElement,
} from '@postern/primitives';

import type { RegistryLeaf } from '../../read/read-registry-leaves.ts';

/** The registry's Poseidon tree, moved leaf by leaf: seven hashes for each change. */
export type LeafTree = {
  root(): FieldElement;
  /** Puts a leaf where it belongs; undefined or inactive empties its place. */
  setLeaf(leafIndex: number, leaf: RegistryLeaf | undefined): void;
  /** Siblings of one leaf, for a proof. */
  path(leafIndex: number): RegistryPath;
};

/** An empty tree, equal to that of a registry without leaves. */
export function createLeafTree(): LeafTree {
  const levels = createRegistryTree([]).levels.map((level) => [...level]);
  const nodeAt = (level: number, position: number): FieldElement => {
    const node = levels[level]?.[position];
    if (node === undefined) throw new RangeError('No such node.');
    return node;
  };
  const setNode = (level: number, position: number, value: FieldElement): void => {
    const row = levels[level];
    if (row !== undefined) row[position] = value;
  };
  return {
    root: () => nodeAt(REGISTRY_TREE_DEPTH, 0),
    setLeaf(leafIndex, leaf) {
      const value = leaf?.active === true ? hashRegistryLeaf(leaf) : toFieldElement(0n);
      if (nodeAt(0, leafIndex) === value) return;
      setNode(0, leafIndex, value);
      for (let level = 1, position = leafIndex >> 1; level <= REGISTRY_TREE_DEPTH; level += 1, position >>= 1) {
        const children = [nodeAt(level - 1, 2 * position), nodeAt(level - 1, 2 * position + 1)];
        setNode(level, position, poseidon(children));
      }
    },
    path: (leafIndex) => ({
      leafIndex,
      siblings: Array.from({ length: REGISTRY_TREE_DEPTH }, (_, level) => nodeAt(level, (leafIndex >> level) ^ 1)),
    }),
  };
}
