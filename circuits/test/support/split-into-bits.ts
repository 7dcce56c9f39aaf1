import { FIELD_ORDER } from '@postern/primitives';

import { invert, mod } from './field.ts';

const BIGGEST = 1n << 256n;

/**
 * All ways to write `target` as Σ coefficient·bit modulo the field order, one list of bits for each; undefined when the
 * coefficients are not superincreasing under any scale, so that nothing is known.
 */
export function splitIntoBits(coefficients: readonly bigint[], target: bigint): bigint[][] | undefined {
  const plain = coefficients.filter((coefficient) => coefficient === 1n || coefficient === FIELD_ORDER - 1n);
  for (const unit of new Set([...plain, ...coefficients])) {
    const scale = invert(unit);
    const scaled = scaleUp(coefficients, scale);
    if (scaled !== undefined) return search(scaled, mod(target * scale));
  }
  return undefined;
}

/** Positive superincreasing weights; `flipped` stand for 1 − bit. */
type Weights = { weights: bigint[]; flipped: boolean[]; order: number[] };

function scaleUp(coefficients: readonly bigint[], scale: bigint): Weights | undefined {
  const unsigned = coefficients.map((coefficient) => mod(coefficient * scale));
  const signed = unsigned.map((value) => (value > FIELD_ORDER / 2n ? value - FIELD_ORDER : value));
  for (const values of [unsigned, signed]) {
    const weights = values.map((value) => (value < 0n ? -value : value));
    const order = weights.map((_, index) => index).toSorted((i, j) => (weights[i]! < weights[j]! ? -1 : 1));
    let sum = 0n;
    const isSuperincreasing = order.every((index) => {
      const fits = weights[index]! > sum && sum < BIGGEST;
      sum += weights[index]!;
      return fits;
    });
    if (isSuperincreasing) return { weights, flipped: values.map((value) => value < 0n), order };
  }
  return undefined;
}

function search({ weights, flipped, order }: Weights, target: bigint): bigint[][] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  // Σ −w·bit = Σ w·(1 − bit) − Σ w over the flipped ones.
  const shift = weights.reduce((sum, weight, index) => (flipped[index]! ? sum + weight : sum), 0n);
  const found: bigint[][] = [];
  for (let candidate = mod(target + shift); candidate <= total; candidate += FIELD_ORDER) {
    let left = candidate;
    const bits = weights.map(() => 0n);
    for (const index of order.toReversed()) {
      if (left < weights[index]!) continue;
      left -= weights[index]!;
      bits[index] = 1n;
    }
    if (left === 0n) found.push(bits.map((bit, index) => (flipped[index]! ? 1n - bit : bit)));
  }
  return found;
}
