import { SCALAR_FIELD_ORDER } from '../../curve/base-field-order.ts';
import { ELEMENT_BYTES, R } from './field-code.ts';
import { invert, power } from './prime-field.ts';
import type { ProverMemory } from './prover-memory.ts';

const r = SCALAR_FIELD_ORDER;
/** 5 is no square, so its power by (r − 1)/2^k has order 2^k; k is at most 28. */
const NON_SQUARE = 5n;
/** snarkjs keeps coefficients in the square of its own Montgomery factor, 2^256. */
const COEFFICIENT_FACTOR = 1n << 512n;
const COEFFICIENT_BYTES = 44;

/** Primitive root of unity of order 2^log, the one that snarkjs takes. */
function rootOfUnity(log: number): bigint {
  return power(NON_SQUARE, (r - 1n) >> BigInt(log), r);
}

/** Computes the scalars of the H points from a witness. */
export type QuotientCalculator = {
  /** @param witness address of the first element, plain form; gives the address of the result, plain form */
  calculate(witness: number): number;
  /** Elements of the result. */
  readonly size: number;
  /** Overwrites what is left of the last witness. */
  forget(): void;
};

/**
 * Prepares the coefficients of a proving key for A·w and B·w, and the tables of the transforms.
 *
 * @param options.coefficients section 4 of the key: count, then (matrix, row, wire, value) entries
 * @param options.power log2 of the domain
 */
export function createQuotientCalculator(options: {
  memory: ProverMemory;
  coefficients: Uint8Array;
  power: number;
}): QuotientCalculator {
  const { memory, coefficients } = options;
  const size = 2 ** options.power;
  const bytes = size * ELEMENT_BYTES;
  const view = new DataView(coefficients.buffer, coefficients.byteOffset, coefficients.byteLength);
  const count = view.getUint32(0, true);
  const values = memory.allocate(count * ELEMENT_BYTES);
  const [a, b, c] = [memory.allocate(bytes), memory.allocate(bytes), memory.allocate(bytes)];
  const [targets, sources] = [memory.allocate(4 * count), memory.allocate(4 * count)];
  const constant = memory.allocate(ELEMENT_BYTES);
  const [rootsUp, rootsDown, shift] = [memory.allocate(bytes / 2), memory.allocate(bytes / 2), memory.allocate(bytes)];

  const packed = new Uint8Array(32 * count);
  const wires = new Uint32Array(count);
  const words = memory.words();
  for (let index = 0; index < count; index += 1) {
    const entry = 4 + index * COEFFICIENT_BYTES;
    const matrix = view.getUint32(entry, true);
    words[targets / 4 + index] = (matrix === 0 ? a : b) + view.getUint32(entry + 4, true) * ELEMENT_BYTES;
    wires[index] = view.getUint32(entry + 8, true);
    packed.set(coefficients.subarray(entry + 12, entry + COEFFICIENT_BYTES), 32 * index);
  }
  memory.unpack({ bytes: packed, address: values, strideBytes: ELEMENT_BYTES });
  // coefficient · 2^512 → coefficient · R², so that a product with a plain witness value is in Montgomery form.
  memory.write(constant, (((R * R * R) % r) * invert(COEFFICIENT_FACTOR, r)) % r);
  memory.run.scaleVector(values, values, constant, count);

  const root = rootOfUnity(options.power);
  const powers = { memory, constant };
  writePowers({ ...powers, address: rootsUp, base: root, first: 1n, count: size / 2 });
  writePowers({ ...powers, address: rootsDown, base: invert(root, r), first: 1n, count: size / 2 });
  // Coefficient k stands at the bit-reversed place of k; it is divided by the size and moved to the odd coset.
  const odd = rootOfUnity(options.power + 1);
  writePowers({ ...powers, address: a, base: odd, first: invert(BigInt(size), r), count: size });
  for (let index = 0; index < size; index += 1) {
    const from = (a + index * ELEMENT_BYTES) / 4;
    const to = (shift + reverseBits(index, options.power) * ELEMENT_BYTES) / 4;
    memory.words().copyWithin(to, from, from + ELEMENT_BYTES / 4);
  }
  memory.write(constant, 1n);

  const moveToCoset = (vector: number): void => {
    for (let half = size / 2, stride = 1; half >= 1; half /= 2, stride *= 2) {
      memory.run.layerDown(vector, size, half, rootsDown, stride);
    }
    memory.run.multiplyVectors(vector, vector, shift, size);
    for (let half = 1, stride = size / 2; half < size; half *= 2, stride /= 2) {
      memory.run.layerUp(vector, size, half, rootsUp, stride);
    }
  };

  return {
    size,
    forget: () => {
      memory.words().fill(0, a / 4, (c + bytes) / 4);
    },
    calculate: (witness) => {
      const memoryWords = memory.words();
      memoryWords.fill(0, a / 4, (c + bytes) / 4);
      for (let index = 0; index < count; index += 1) {
        memoryWords[sources / 4 + index] = witness + wires[index]! * ELEMENT_BYTES;
      }
      memory.run.accumulate(targets, sources, values, count);
      memory.run.multiplyVectors(c, a, b, size);
      for (const vector of [a, b, c]) moveToCoset(vector);
      memory.run.multiplyVectors(a, a, b, size);
      memory.run.subtractVectors(a, a, c, size);
      // Out of Montgomery form: a product with one.
      memory.run.scaleVector(a, a, constant, size);
      return a;
    },
  };
}

/** first · base^k in Montgomery form: what is there times the next power of two gives as many again. */
function writePowers(options: {
  memory: ProverMemory;
  /** Room for one element. */
  constant: number;
  address: number;
  base: bigint;
  first: bigint;
  count: number;
}): void {
  const { memory, constant, address, count } = options;
  memory.write(address, (options.first * R) % r);
  let factor = options.base;
  for (let done = 1; done < count; done *= 2) {
    memory.write(constant, (factor * R) % r);
    memory.run.scaleVector(address + done * ELEMENT_BYTES, address, constant, Math.min(done, count - done));
    factor = (factor * factor) % r;
  }
}

function reverseBits(value: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit += 1) result |= ((value >> bit) & 1) << (bits - 1 - bit);
  return result;
}
