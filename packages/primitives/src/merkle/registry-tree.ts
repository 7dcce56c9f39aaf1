import { PosternError } from '../error.ts';
import { type FieldElement, toFieldElement } from '../field/field-element.ts';
import { poseidon } from '../hash/poseidon.ts';

export class RegistryTreeError extends PosternError<'ERR_REGISTRY_TREE_INDEX'> {}

export const REGISTRY_TREE_DEPTH = 7;
export const REGISTRY_TREE_LEAVES = 2 ** REGISTRY_TREE_DEPTH;

/** Path of one leaf; bit k of `leafIndex` set means that the node at level k is the right child. */
export type RegistryPath = { leafIndex: number; siblings: FieldElement[] };

/** Binary Poseidon tree over issuer leaves, equal to the one that the trust registry keeps on chain. */
export type RegistryTree = { root: FieldElement; levels: readonly (readonly FieldElement[])[] };

/**
 * Builds the tree from the leaves in index order; missing leaves are zero.
 *
 * @throws {RegistryTreeError} more leaves than the tree holds
 */
export function createRegistryTree(leaves: readonly bigint[]): RegistryTree {
  if (leaves.length > REGISTRY_TREE_LEAVES) {
    throw new RegistryTreeError('ERR_REGISTRY_TREE_INDEX', 'Too many leaves.', { details: { leaves: leaves.length } });
  }
  const bottom = Array.from({ length: REGISTRY_TREE_LEAVES }, (_, index) => toFieldElement(leaves[index] ?? 0n));
  const levels: FieldElement[][] = [bottom];
  for (let level = 0; level < REGISTRY_TREE_DEPTH; level += 1) {
    const below = levels[level]!;
    levels.push(Array.from({ length: below.length / 2 }, (_, i) => poseidon([below[2 * i]!, below[2 * i + 1]!])));
  }
  return { root: levels[REGISTRY_TREE_DEPTH]![0]!, levels };
}

/** @throws {RegistryTreeError} no such leaf */
export function getRegistryPath(tree: RegistryTree, leafIndex: number): RegistryPath {
  if (!Number.isInteger(leafIndex) || leafIndex < 0 || leafIndex >= REGISTRY_TREE_LEAVES) {
    throw new RegistryTreeError('ERR_REGISTRY_TREE_INDEX', 'No such leaf.', { details: { leafIndex } });
  }
  const siblings = Array.from(
    { length: REGISTRY_TREE_DEPTH },
    (_, level) => tree.levels[level]![(leafIndex >> level) ^ 1]!,
  );
  return { leafIndex, siblings };
}
