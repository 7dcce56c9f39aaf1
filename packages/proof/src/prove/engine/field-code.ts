import {
  add64,
  and64,
  type Code,
  get,
  I64,
  i64,
  loadWord,
  mul64,
  set,
  shiftSigned64,
  shiftUnsigned64,
  storeWord,
  sub64,
  type WasmFunction,
} from './wasm-assembler.ts';

/**
 * Prime field arithmetic in 9 limbs of 29 bits, Montgomery form with R = 2^261. A product of limbs has 58 bits, so that
 * the 18 products of a column fit an i64 and carries move once a row. Elements are kept below 2p, not below p: R is
 * more than 160 p, so a product of elements below 8p is below 2p again without a comparison.
 */
export const LIMBS = 9;
export const LIMB_BITS = 29;
/** Bytes of an element in memory: one 32-bit word a limb. */
export const ELEMENT_BYTES = 4 * LIMBS;
/** The Montgomery factor. */
export const R = 1n << BigInt(LIMBS * LIMB_BITS);

const MASK = (1n << BigInt(LIMB_BITS)) - 1n;

export function limbsOf(value: bigint): bigint[] {
  return Array.from({ length: LIMBS }, (_, index) => (value >> BigInt(index * LIMB_BITS)) & MASK);
}

const bits = (value: bigint): number => value.toString(2).length;

/** z = x · y / R, below 2p for inputs whose bounds multiply to less than 160 p². Parameters: z, x, y. */
export function montgomeryProduct(modulus: bigint): WasmFunction {
  const p = limbsOf(modulus);
  const inverse = negativeInverse(modulus);
  const [x, y, t, m] = [3, 3 + LIMBS, 3 + 2 * LIMBS, 3 + 3 * LIMBS];
  const body: number[] = [];
  for (let j = 0; j < LIMBS; j += 1) {
    body.push(...set(x + j, loadWord(get(1), 4 * j)), ...set(y + j, loadWord(get(2), 4 * j)));
  }
  for (let i = 0; i < LIMBS; i += 1) {
    const column = (j: number): Code => {
      const product = mul64(get(x + i), get(y + j));
      // The highest column begins anew in each row; in the first row all do.
      return i === 0 || j === LIMBS - 1 ? product : add64(get(t + j + 1), product);
    };
    // t holds the columns from 1 on: after each row everything moves down by one limb.
    body.push(...set(t, column(0)));
    body.push(...set(m, and64(mul64(get(t), i64(inverse)), i64(MASK))));
    const carry = shiftUnsigned64(add64(get(t), mul64(get(m), i64(p[0]!))), i64(BigInt(LIMB_BITS)));
    for (let j = 1; j < LIMBS; j += 1) {
      const value = add64(column(j), mul64(get(m), i64(p[j]!)));
      body.push(...set(t + j, j === 1 ? add64(value, carry) : value));
    }
  }
  for (let j = 1; j <= LIMBS; j += 1) {
    const isLast = j === LIMBS;
    if (isLast) break;
    body.push(...storeWord(get(0), 4 * (j - 1), and64(get(t + j), i64(MASK))));
    if (j < LIMBS - 1) {
      body.push(...set(t + j + 1, add64(get(t + j + 1), shiftUnsigned64(get(t + j), i64(BigInt(LIMB_BITS))))));
    } else {
      body.push(...storeWord(get(0), 4 * j, shiftUnsigned64(get(t + j), i64(BigInt(LIMB_BITS)))));
    }
  }
  return { parameters: 3, locals: new Array<number>(3 * LIMBS + 1).fill(I64), body };
}

/** z = Σ signs · inputs + multiple · p, brought below 2p when `reduce`. Parameters: z, then the inputs. */
export function linearCombination(options: {
  modulus: bigint;
  signs: readonly (1 | -1)[];
  multiple: bigint;
  reduce: boolean;
}): WasmFunction {
  const { modulus, signs, multiple, reduce } = options;
  const offset = limbsOf(multiple * modulus);
  const p = limbsOf(modulus);
  const t = 1 + signs.length;
  const q = t + LIMBS;
  const body: number[] = [];
  for (let j = 0; j < LIMBS; j += 1) {
    let value: Code = j === 0 ? i64(offset[0]!) : add64(i64(offset[j]!), shiftSigned64(get(t + j - 1), i64(29n)));
    for (const [index, sign] of signs.entries()) {
      value = (sign === 1 ? add64 : sub64)(value, loadWord(get(1 + index), 4 * j));
    }
    body.push(...set(t + j, value));
    if (j > 0) body.push(...set(t + j - 1, and64(get(t + j - 1), i64(MASK))));
  }
  if (reduce) {
    // The quotient from the highest limb alone is at most one too small.
    const top = p[LIMBS - 1]! + 1n;
    const scale = (1n << 40n) / top;
    body.push(...set(q, shiftUnsigned64(mul64(get(t + LIMBS - 1), i64(scale)), i64(40n))));
    for (let j = 0; j < LIMBS; j += 1) {
      const value = sub64(get(t + j), mul64(get(q), i64(p[j]!)));
      body.push(...set(t + j, j === 0 ? value : add64(value, shiftSigned64(get(t + j - 1), i64(29n)))));
      if (j > 0) body.push(...storeWord(get(0), 4 * (j - 1), and64(get(t + j - 1), i64(MASK))));
    }
  } else {
    for (let j = 0; j < LIMBS - 1; j += 1) body.push(...storeWord(get(0), 4 * j, get(t + j)));
  }
  body.push(...storeWord(get(0), 4 * (LIMBS - 1), get(t + LIMBS - 1)));
  return { parameters: 1 + signs.length, locals: new Array<number>(LIMBS + 1).fill(I64), body };
}

/** −p⁻¹ modulo one limb. */
function negativeInverse(modulus: bigint): bigint {
  let inverse = 1n;
  for (let round = 0; round < bits(BigInt(LIMB_BITS)); round += 1)
    inverse = (inverse * (2n - modulus * inverse)) & MASK;
  return (MASK + 1n - inverse) & MASK;
}
