import { bytesToBigint } from '../encoding/bytes.ts';
import { PosternError } from '../error.ts';
import { type FieldElement, toFieldElement } from '../field/field-element.ts';
import { poseidon } from '../hash/poseidon.ts';

export class StatusTreeError extends PosternError<'ERR_STATUS_TREE_SIZE' | 'ERR_STATUS_TREE_INDEX'> {}

export const STATUS_TREE_DEPTH = 7;
export const STATUS_TREE_ARITY = 4;
export const STATUS_LEAF_BITS = 128;
/** Indexes of one list: 4^7 leaves of 128 bits. */
export const STATUS_LIST_SIZE = STATUS_TREE_ARITY ** STATUS_TREE_DEPTH * STATUS_LEAF_BITS;
/** Bytes of the raw bit file: index i is bit `i & 7` (least significant first) of byte `i >> 3`. */
export const STATUS_BITS_BYTES = STATUS_LIST_SIZE / 8;

const LEAF_BYTES = STATUS_LEAF_BITS / 8;

/** Arity-4 Poseidon tree over the bits; nodes equal to the empty tree's are shared. */
export type StatusTree = { root: FieldElement; levels: readonly (readonly FieldElement[])[] };

/** Path of the leaf that holds one index; three siblings a level in child order, the own position skipped. */
export type StatusPath = { leaf: FieldElement; siblings: (readonly [FieldElement, FieldElement, FieldElement])[] };

/** An all-zero bit file. */
export function createStatusBits(): Uint8Array {
  return new Uint8Array(STATUS_BITS_BYTES);
}

/** @throws {StatusTreeError} the index is outside the list */
export function assertStatusIndex(index: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= STATUS_LIST_SIZE) {
    throw new StatusTreeError('ERR_STATUS_TREE_INDEX', 'The index is outside the status list.');
  }
}

/** @throws {StatusTreeError} the index is outside the list */
export function setStatusBit(bits: Uint8Array, index: number, value: boolean): void {
  assertStatusIndex(index);
  const mask = 1 << (index & 7);
  bits[index >> 3] = value ? bits[index >> 3]! | mask : bits[index >> 3]! & ~mask;
}

/** @throws {StatusTreeError} the index is outside the list */
export function getStatusBit(bits: Uint8Array, index: number): boolean {
  assertStatusIndex(index);
  return (bits[index >> 3]! & (1 << (index & 7))) !== 0;
}

/**
 * Builds the tree over a raw bit file. Costs one hash per node that differs from the empty tree.
 *
 * @throws {StatusTreeError} the file has another size
 */
export function createStatusTree(bits: Uint8Array): StatusTree {
  if (bits.length !== STATUS_BITS_BYTES) {
    throw new StatusTreeError('ERR_STATUS_TREE_SIZE', 'A status bit file has a fixed size.', {
      details: { expected: STATUS_BITS_BYTES, actual: bits.length },
    });
  }
  const leafCount = STATUS_TREE_ARITY ** STATUS_TREE_DEPTH;
  let emptyNode = toFieldElement(0n);
  const levels: FieldElement[][] = [Array.from({ length: leafCount }, (_, leaf) => readLeaf(bits, leaf))];
  for (let level = 0; level < STATUS_TREE_DEPTH; level += 1) {
    const below = levels[level]!;
    const emptyParent = poseidon([emptyNode, emptyNode, emptyNode, emptyNode]);
    const nodes = Array.from({ length: below.length / STATUS_TREE_ARITY }, (_, node) => {
      const children = below.slice(STATUS_TREE_ARITY * node, STATUS_TREE_ARITY * (node + 1));
      return children.every((child) => child === emptyNode) ? emptyParent : poseidon(children);
    });
    levels.push(nodes);
    emptyNode = emptyParent;
  }
  return { root: levels[STATUS_TREE_DEPTH]![0]!, levels };
}

/** @throws {StatusTreeError} the index is outside the list */
export function getStatusPath(tree: StatusTree, index: number): StatusPath {
  assertStatusIndex(index);
  const leafIndex = Math.floor(index / STATUS_LEAF_BITS);
  const siblings = Array.from({ length: STATUS_TREE_DEPTH }, (_, level) => {
    const node = leafIndex >> (2 * level);
    const first = node - (node % STATUS_TREE_ARITY);
    const others = [0, 1, 2, 3].map((child) => first + child).filter((child) => child !== node);
    return others.map((child) => tree.levels[level]![child]!) as [FieldElement, FieldElement, FieldElement];
  });
  return { leaf: tree.levels[0]![leafIndex]!, siblings };
}

function readLeaf(bits: Uint8Array, leaf: number): FieldElement {
  const bytes = bits.subarray(LEAF_BYTES * leaf, LEAF_BYTES * (leaf + 1));
  return toFieldElement(bytes.every((byte) => byte === 0) ? 0n : bytesToBigint(bytes.toReversed()));
}
