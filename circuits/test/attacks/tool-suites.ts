import { FIELD_ORDER } from '@postern/primitives';

import { type AttackSuite, bitsOf, createElements, type Vector } from './attack-suite.ts';
import { addPoints, BASE8, multiplyPoint, negatePoint, type Point, toMontgomery } from './edwards.ts';

const element = createElements(31n);

/** Every value of a small bound; a large bound at its ends. */
function atMost(bits: number, max: bigint): AttackSuite {
  const near = [0n, 5n, max - 1n, max, max + 1n, 2n ** BigInt(bits) - 1n, 2n ** BigInt(bits), FIELD_ORDER - 1n];
  const values = bits <= 8 ? Array.from({ length: 2 ** bits + 2 }, (_, value) => BigInt(value)) : near;
  return {
    main: `AtMostBits(${bits}, ${max})`,
    file: 'lib/at-most-bits.circom',
    publicInputs: ['in'],
    vectors: () =>
      [...new Set(values.filter((value) => value >= 0n && value < FIELD_ORDER))].map(
        (value): Vector =>
          value <= max
            ? { name: `${value}`, expect: 'accepted', signals: { in: value }, outputs: { out: bitsOf(value, bits) } }
            : { name: `${value}`, expect: 'refused', signals: { in: value } },
      ),
  };
}

const words = [0xa5f0_1234_5678_9abc_def0_0fed_cba9_8765n, 2n ** 128n - 1n, 1n << 127n, 1n];

const bitVectors: Vector[] = [
  ...Array.from({ length: 128 }, (_, index): Vector => {
    const word = words[index % words.length]!;
    const signals = { word, indexBits: bitsOf(BigInt(index), 7) };
    return { name: `bit ${index}`, expect: 'accepted', signals, outputs: { out: (word >> BigInt(index)) & 1n } };
  }),
  { name: 'a word of 129 bits', expect: 'refused', signals: { word: 2n ** 128n } },
  { name: 'a word of 128 bits', expect: 'possible', signals: { word: 2n ** 128n - 1n } },
];

const values = Array.from({ length: 16 }, element);

/** acc and P, and 2·acc ± P by doubling first: another way than the template's. */
function ladderStep(bit: bigint): Vector {
  const [acc, point] = [multiplyPoint(BASE8, 12_345n), multiplyPoint(BASE8, 678n)];
  const out = addPoints(addPoints(acc, acc), bit === 1n ? point : negatePoint(point));
  return {
    name: `bit ${bit}`,
    expect: 'accepted',
    signals: { acc: toMontgomery(acc), point: toMontgomery(point), bit },
    outputs: { out: toMontgomery(out) },
  };
}

function ladder(bits: number): Vector {
  const [start, point] = [multiplyPoint(BASE8, 999n), multiplyPoint(BASE8, 4n)];
  let out: Point = start;
  for (const bit of bitsOf(BigInt(bits), 5).toReversed()) {
    out = addPoints(addPoints(out, out), bit === 1n ? point : negatePoint(point));
  }
  return {
    name: `scalar ${bits}`,
    expect: 'accepted',
    signals: { start: toMontgomery(start), point: toMontgomery(point), bits: bitsOf(BigInt(bits), 5) },
    outputs: { out: toMontgomery(out) },
  };
}

export const TOOL_SUITES: readonly AttackSuite[] = [
  atMost(8, 166n),
  atMost(4, 15n),
  atMost(5, 0n),
  atMost(6, 0b100111n),
  atMost(254, (((FIELD_ORDER - 1n) >> 128n) << 128n) - 1n),
  {
    main: 'BitAt()',
    file: 'lib/bit-at.circom',
    publicInputs: ['word', 'indexBits'],
    vectors: () => bitVectors,
  },
  {
    main: 'Select(4)',
    file: 'lib/select.circom',
    publicInputs: ['values', 'bits'],
    vectors: () =>
      values.map((value, index) => ({
        name: `value ${index}`,
        expect: 'accepted',
        signals: { values, bits: bitsOf(BigInt(index), 4) },
        outputs: { out: value },
      })),
  },
  {
    main: 'SelectAttribute()',
    file: 'lib/select-attribute.circom',
    publicInputs: ['values', 'slot'],
    vectors: () => [
      ...values.map(
        (value, index): Vector => ({
          name: `slot ${index}`,
          expect: 'accepted',
          signals: { values, slot: BigInt(index) },
          outputs: { out: value },
        }),
      ),
      { name: 'slot 16', expect: 'refused', signals: { slot: 16n } },
      { name: 'slot −1', expect: 'refused', signals: { slot: -1n } },
    ],
  },
  {
    main: 'SignedLadderStep()',
    file: 'lib/signed-ladder.circom',
    publicInputs: ['acc', 'point', 'bit'],
    vectors: () => {
      const [acc, point] = [toMontgomery(multiplyPoint(BASE8, 3n)), toMontgomery(multiplyPoint(BASE8, 5n))];
      return [
        ladderStep(0n),
        ladderStep(1n),
        // acc = P with a minus has no slope; with a plus it has every slope, and the ladder's start rules that out.
        { name: 'acc = P', expect: 'refused', signals: { acc, point: acc, bit: 0n } },
        { name: 'any acc and P', expect: 'possible', signals: { acc, point, bit: 1n } },
      ];
    },
  },
  {
    main: 'SignedLadder(5)',
    file: 'lib/signed-ladder.circom',
    publicInputs: ['start', 'point', 'bits'],
    vectors: () => [0, 1, 16, 21, 31].map(ladder),
  },
];
