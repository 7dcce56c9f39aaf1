import { FIELD_ORDER } from '@postern/primitives';
import { describe, expect, test } from 'vitest';

import { BASE_FIELD_ORDER, SCALAR_FIELD_ORDER } from '../../curve/base-field-order.ts';
import { loadSingleThreadCurve } from '../../curve/bn254-curve.ts';
import { ELEMENT_BYTES, R } from './field-code.ts';
import { multiExponentiate } from './multi-exponentiation.ts';
import { createPointAdder, G1, G2, type ProverGroup } from './point-batch.ts';
import { invert, power, toMontgomery } from './prime-field.ts';
import { createProverMemory, type ProverMemory } from './prover-memory.ts';
import { sumWeightedPoints } from './sum-weighted-points.ts';

/** Repeatable pseudo-random numbers below a bound. */
function createRandom(seed: bigint): (bound: bigint) => bigint {
  let state = seed;
  return (bound) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % (1n << 320n);
    return (state >> 20n) % bound;
  };
}

describe('field products', () => {
  test.each([
    ['baseMul', BASE_FIELD_ORDER],
    ['scalarMul', FIELD_ORDER],
  ] as const)('%s agrees with plain integers, up to the bounds that are allowed', async (name, modulus) => {
    const memory = await createProverMemory();
    const [x, y, z] = [memory.allocate(ELEMENT_BYTES), memory.allocate(ELEMENT_BYTES), memory.allocate(ELEMENT_BYTES)];
    const random = createRandom(7n);
    const factor = invert(R, modulus);
    const edges = [0n, 1n, modulus - 1n, modulus, 2n * modulus - 1n];
    const pairs = edges.flatMap((left) => edges.map((right) => [left, right] as const));
    for (let round = 0; round < 2000; round += 1) pairs.push([random(12n * modulus), random(12n * modulus)]);
    for (const [left, right] of pairs) {
      memory.write(x, left);
      memory.write(y, right);
      memory.run[name](z, x, y);
      const product = memory.read(z);
      expect(product % modulus).toBe((left * right * factor) % modulus);
      expect(product < 2n * modulus).toBe(true);
    }
  });

  test('plain helpers invert and raise, modulo the order that primitives know', () => {
    expect(SCALAR_FIELD_ORDER).toBe(FIELD_ORDER);
    expect((invert(12_345n, FIELD_ORDER) * 12_345n) % FIELD_ORDER).toBe(1n);
    expect(power(5n, FIELD_ORDER - 1n, FIELD_ORDER)).toBe(1n);
  });
});

type Bases = { operands: Uint32Array; points: { x: bigint[]; y: bigint[] }[] };

const GENERATORS = {
  G1: [1n, 2n, 1n],
  G2: [
    [
      10857046999023057135944570762232829481370756359578518086990519993285655852781n,
      11559732032986387107991004021392285783925812861821192530917403151452391805634n,
    ],
    [
      8495653923123431417604973247489272438418190587263600148770280649306958101930n,
      4082367875863433681332203403145435568316851327593401208105741076214120093531n,
    ],
    [1n, 0n],
  ],
};

describe.each(['G1', 'G2'] as const)('sums in %s', (name) => {
  const group: ProverGroup = name === 'G1' ? G1 : G2;

  /** Small multiples of the generator, so that sums collide: equal points, opposite points, doublings. */
  async function prepare(memory: ProverMemory, multiples: readonly bigint[]): Promise<Bases> {
    const curve = await loadSingleThreadCurve();
    const points = multiples.map((multiple) => {
      const library = curve[name];
      const [x, y] = library.toObject(
        library.toAffine(library.timesScalar(library.fromObject(GENERATORS[name]), multiple)),
      ) as [bigint | bigint[], bigint | bigint[]];
      return { x: [x].flat(), y: [y].flat() };
    });
    const operands = points.map(({ x, y }) => {
      const record = memory.allocate(3 * group.size);
      const write = (at: number, parts: readonly bigint[]) => {
        for (const [part, value] of parts.entries()) memory.write(at + part * ELEMENT_BYTES, toMontgomery(value));
      };
      write(
        record,
        y.map((part) => -part),
      );
      write(record + group.size, x);
      write(record + 2 * group.size, y);
      return record + group.size;
    });
    return { operands: new Uint32Array(operands), points };
  }

  async function check(multiples: readonly bigint[], scalars: readonly bigint[]): Promise<void> {
    const memory = await createProverMemory();
    const { operands } = await prepare(memory, multiples);
    const adder = createPointAdder(memory, group);
    const start = memory.allocate(scalars.length * ELEMENT_BYTES);
    for (const [index, scalar] of scalars.entries()) memory.write(start + index * ELEMENT_BYTES, scalar);
    const addresses = new Uint32Array(scalars.map((_, index) => start + index * ELEMENT_BYTES));
    const weighted = multiExponentiate({ memory, group, adder, bases: operands, scalars: addresses });
    const sum = sumWeightedPoints(group.field, weighted);
    const expected = multiples.reduce((total, multiple, index) => total + multiple * scalars[index]!, 0n) % FIELD_ORDER;
    if (expected === 0n) expect(sum).toBeUndefined();
    else expect(sum).toEqual((await prepare(memory, [expected])).points[0]);
  }

  test('agrees with the curve library on random scalars', async () => {
    const random = createRandom(11n);
    const multiples = Array.from({ length: 120 }, () => 1n + random(FIELD_ORDER - 1n));
    await check(
      multiples,
      multiples.map(() => random(FIELD_ORDER)),
    );
  });

  test('adds equal and opposite points, zeros, ones and the largest scalars', async () => {
    const random = createRandom(13n);
    const multiples = Array.from({ length: 90 }, (_, index) => BigInt(1 + (index % 5)));
    // The order itself stands for zero among the scalars of H.
    const edges = [0n, 1n, 2n, 15n, 16n, FIELD_ORDER - 1n, FIELD_ORDER - 16n, FIELD_ORDER];
    await check(
      multiples,
      multiples.map((_, index) => edges[index % edges.length]!),
    );
    await check(
      multiples,
      multiples.map(() => random(40n)),
    );
  });

  test('gives nothing where the sum is the neutral point', async () => {
    await check([3n, 3n, 7n], [5n, FIELD_ORDER - 5n, 0n]);
    await check([3n], [0n]);
    await check([3n], [FIELD_ORDER]);
  });
});
