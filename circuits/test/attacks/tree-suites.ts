import { poseidon } from '@postern/primitives';

import { type AttackSuite, bitsOf, createElements, type Vector } from './attack-suite.ts';

const DEPTH = 7;
const element = createElements(23n);
const ALL_SET = 2n ** 128n - 1n;

/** A path through an arity-4 tree: the root follows from the leaf and random siblings. */
function statusPath(index: number, leaf: bigint) {
  let node = leaf;
  let position = index >> 7;
  const siblings = Array.from({ length: DEPTH }, () => {
    const others = [element(), element(), element()];
    node = poseidon(others.toSpliced(position & 3, 0, node));
    position >>= 2;
    return others;
  });
  return { signals: { indexBits: bitsOf(BigInt(index), 7 + 2 * DEPTH), leaf, siblings }, outputs: { root: node } };
}

function statusVectors(): Vector[] {
  const indexes = [0, 1_234_567, 2 ** 21 - 1, 0b11_10_01_00_01_10_11_0101010, 0b00_01_10_11_10_01_00_1010101];
  return [
    ...indexes.map(
      (index): Vector => ({
        name: `index ${index}, every other bit of the leaf set`,
        expect: 'accepted',
        ...statusPath(index, ALL_SET ^ (1n << BigInt(index & 127))),
      }),
    ),
    ...indexes.map(
      (index): Vector => ({
        name: `index ${index}, flagged`,
        expect: 'refused',
        signals: statusPath(index, 1n << BigInt(index & 127)).signals,
      }),
    ),
    { name: 'a leaf of 129 bits', expect: 'refused', signals: { leaf: 2n ** 128n } },
    { name: 'a leaf of 128 bits, one clear', expect: 'possible', signals: { leaf: ALL_SET ^ 1n } },
    { name: 'a leaf that wraps around the field', expect: 'refused', signals: { leaf: -1n } },
  ];
}

function registryPath(index: number) {
  const leaf = element();
  let node = leaf;
  const siblings = Array.from({ length: DEPTH }, (_, level) => {
    const sibling = element();
    node = poseidon((index >> level) & 1 ? [sibling, node] : [node, sibling]);
    return sibling;
  });
  return { signals: { leaf, index: BigInt(index), siblings }, outputs: { root: node } };
}

export const TREE_SUITES: readonly AttackSuite[] = [
  {
    main: `StatusRoot(${DEPTH})`,
    file: 'status-root.circom',
    publicInputs: ['indexBits', 'leaf', 'siblings'],
    vectors: statusVectors,
  },
  {
    main: `RegistryRoot(${DEPTH})`,
    file: 'registry-root.circom',
    publicInputs: ['leaf', 'index', 'siblings'],
    vectors: () => [
      ...[0, 127, 0b1010101, 0b0101010, 93].map(
        (index): Vector => ({ name: `leaf ${index}`, expect: 'accepted', ...registryPath(index) }),
      ),
      { name: 'a position outside the tree', expect: 'refused', signals: { index: 128n } },
      { name: 'a position that wraps around the field', expect: 'refused', signals: { index: -1n } },
      { name: 'the last position', expect: 'possible', signals: { index: 127n } },
    ],
  },
];
