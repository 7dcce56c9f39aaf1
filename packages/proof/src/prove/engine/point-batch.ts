import { BASE_FIELD_ORDER } from '../../curve/base-field-order.ts';
import { ELEMENT_BYTES, LIMBS, limbsOf } from './field-code.ts';
import { fromMontgomery, type PlainField, PRIME, QUADRATIC, toMontgomery } from './prime-field.ts';
import type { ProverMemory } from './prover-memory.ts';
import { SCRATCH } from './prover-module.ts';

/** A group of the curve as the prover sees it. */
export type ProverGroup = {
  field: PlainField;
  /** Bytes of one coordinate. */
  size: number;
  prepare: 'prepareG1' | 'prepareG2';
  finish: 'finishG1' | 'finishG2';
};

export const G1: ProverGroup = { field: PRIME, size: ELEMENT_BYTES, prepare: 'prepareG1', finish: 'finishG1' };
export const G2: ProverGroup = { field: QUADRATIC, size: 2 * ELEMENT_BYTES, prepare: 'prepareG2', finish: 'finishG2' };

/** Pairs that one inversion serves: few enough for the cache, enough for the inversion to be cheap. */
const BATCH = 2048;

/**
 * Adds pairs of points. Operands are addresses of x with the sign in bit 0 (see `createProverModule`).
 */
export type PointAdder = {
  /** Queues a pair; gives the operand of its sum, which is written when the batch runs. */
  queue(left: number, right: number): number;
  /** Runs what is queued; gives operands of sums that are the neutral point and must be left out. */
  flush(): ReadonlySet<number>;
};

/** @param allocate gives room for one point */
export function createPointAdder(memory: ProverMemory, group: ProverGroup): PointAdder {
  const { size, field } = group;
  const lists = memory.allocate(3 * 4 * BATCH);
  const [left, right, out] = [lists, lists + 4 * BATCH, lists + 8 * BATCH];
  const work = memory.allocate((2 * BATCH + 1) * size);
  writeParts(memory, work, [1n, 0n].slice(0, field.parts), toMontgomery);
  let count = 0;
  let neutral = new Set<number>();

  const run = (): void => {
    if (count === 0) return;
    memory.run[group.prepare](left, right, work, count);
    const product = readParts(memory, work + count * size, field.parts);
    if (product.every((part) => part === 0n)) {
      takeOutEqual();
      run();
      return;
    }
    writeParts(memory, SCRATCH.inverse, field.invert(product), toMontgomery);
    memory.run[group.finish](left, right, out, work, count);
    count = 0;
  };

  /** Pairs of equal x: a doubling, or a sum that is neutral. They do not happen with keys and witnesses by chance. */
  const takeOutEqual = (): void => {
    const words = memory.words();
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const pair = [words[left / 4 + index]!, words[right / 4 + index]!] as const;
      const target = words[out / 4 + index]!;
      if (!isZeroModulo(words, (work + (count + 1 + index) * size) / 4, field.parts)) {
        words[left / 4 + kept] = pair[0];
        words[right / 4 + kept] = pair[1];
        words[out / 4 + kept] = target;
        kept += 1;
        continue;
      }
      const [first, second] = pair.map((operand) => readPoint(memory, group, operand));
      if (first!.y.every((part, at) => part === second!.y[at])) {
        writePoint(memory, group, target, double(field, first!));
      } else neutral.add(target);
    }
    count = kept;
  };

  return {
    queue: (first, second) => {
      const target = memory.allocate(2 * size);
      const words = memory.words();
      words[left / 4 + count] = first;
      words[right / 4 + count] = second;
      words[out / 4 + count] = target;
      count += 1;
      if (count === BATCH) run();
      return target;
    },
    flush: () => {
      run();
      const result = neutral;
      neutral = new Set();
      return result;
    },
  };
}

/** Limbs of the multiples of p that an unreduced difference can have. */
const MULTIPLES = Array.from({ length: 9 }, (_, factor) => limbsOf(BigInt(factor) * BASE_FIELD_ORDER).map(Number));

function isZeroModulo(words: Uint32Array, at: number, parts: number): boolean {
  for (let part = 0; part < parts; part += 1) {
    const start = at + part * LIMBS;
    if (!MULTIPLES.some((limbs) => limbs.every((limb, index) => words[start + index] === limb))) return false;
  }
  return true;
}

type PlainPoint = { x: bigint[]; y: bigint[] };

/** λ = 3x²/2y; the curves have a = 0. */
function double(field: PlainField, { x, y }: PlainPoint): PlainPoint {
  const zero = new Array<bigint>(field.parts).fill(0n);
  const add = (left: readonly bigint[], right: readonly bigint[]) => field.sub(left, field.sub(zero, right));
  const square = field.mul(x, x);
  const slope = field.mul(add(square, add(square, square)), field.invert(add(y, y)));
  const result = field.sub(field.sub(field.mul(slope, slope), x), x);
  return { x: result, y: field.sub(field.mul(slope, field.sub(x, result)), y) };
}

/** A point in plain integers, its sign applied. */
export function readPoint(memory: ProverMemory, group: ProverGroup, operand: number): PlainPoint {
  const x = operand & ~1;
  const y = (operand & 1) === 1 ? x - group.size : x + group.size;
  return { x: readParts(memory, x, group.field.parts), y: readParts(memory, y, group.field.parts) };
}

function writePoint(memory: ProverMemory, group: ProverGroup, address: number, { x, y }: PlainPoint): void {
  writeParts(memory, address, x, toMontgomery);
  writeParts(memory, address + group.size, y, toMontgomery);
}

function readParts(memory: ProverMemory, address: number, parts: number): bigint[] {
  return Array.from({ length: parts }, (_, part) => fromMontgomery(memory.read(address + part * ELEMENT_BYTES)));
}

function writeParts(
  memory: ProverMemory,
  address: number,
  parts: readonly bigint[],
  encode: (value: bigint) => bigint,
): void {
  for (const [part, value] of parts.entries()) memory.write(address + part * ELEMENT_BYTES, encode(value));
}
