import { BASE_FIELD_ORDER } from '../../curve/base-field-order.ts';
import { R } from './field-code.ts';

/** Inverse modulo a prime, by Euclid. The value is not zero. */
export function invert(value: bigint, modulus: bigint): bigint {
  let [a, b, u, v] = [((value % modulus) + modulus) % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [u, v] = [v - quotient * u, u];
  }
  return ((u % modulus) + modulus) % modulus;
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let [factor, rest] = [base, exponent]; rest > 0n; rest >>= 1n, factor = (factor * factor) % modulus) {
    if ((rest & 1n) === 1n) result = (result * factor) % modulus;
  }
  return result;
}

/** Arithmetic of the rare cases and of one inversion a batch, on plain integers. Elements are lists of F_p parts. */
export type PlainField = {
  /** F_p parts of an element: 1 for G1, 2 for G2. */
  parts: number;
  mul: (left: readonly bigint[], right: readonly bigint[]) => bigint[];
  sub: (left: readonly bigint[], right: readonly bigint[]) => bigint[];
  invert: (value: readonly bigint[]) => bigint[];
};

const p = BASE_FIELD_ORDER;
const mod = (value: bigint): bigint => ((value % p) + p) % p;

export const PRIME: PlainField = {
  parts: 1,
  mul: ([a], [b]) => [mod(a! * b!)],
  sub: ([a], [b]) => [mod(a! - b!)],
  invert: ([a]) => [invert(a!, p)],
};

/** F_p[u]/(u² + 1). */
export const QUADRATIC: PlainField = {
  parts: 2,
  mul: ([a0, a1], [b0, b1]) => [mod(a0! * b0! - a1! * b1!), mod(a0! * b1! + a1! * b0!)],
  sub: ([a0, a1], [b0, b1]) => [mod(a0! - b0!), mod(a1! - b1!)],
  invert: ([a0, a1]) => {
    const norm = invert(a0! * a0! + a1! * a1!, p);
    return [mod(a0! * norm), mod(-a1! * norm)];
  },
};

export const R_INVERSE = invert(R, p);

/** Out of Montgomery form. */
export const fromMontgomery = (value: bigint): bigint => mod(value * R_INVERSE);
/** Into Montgomery form. */
export const toMontgomery = (value: bigint): bigint => mod(value * R);
