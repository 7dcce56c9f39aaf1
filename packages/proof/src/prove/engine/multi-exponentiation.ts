import { ELEMENT_BYTES, LIMB_BITS } from './field-code.ts';
import { type PointAdder, type ProverGroup, readPoint } from './point-batch.ts';
import type { ProverMemory } from './prover-memory.ts';

/** A summand 2^bit · (x, y), coordinates as plain integers, one or two parts each. */
export type WeightedPoint = { bit: number; x: bigint[]; y: bigint[] };

/** Scalars have 254 bits; the highest signed digit needs one more. */
const SCALAR_BITS = 255;

/** Fewest additions: every point once a window, and twice the buckets to weigh them. */
function chooseWindow(points: number): number {
  const cost = (width: number) => Math.ceil(SCALAR_BITS / width) * (points + 2 ** width);
  let best = 4;
  for (let width = 4; width <= 14; width += 1) if (cost(width) < cost(best)) best = width;
  return best;
}

/**
 * Σ scalar · base by Pippenger's method with signed digits; every sum is a batch of affine additions. Gives points with
 * powers of two as weights, which the caller adds up.
 *
 * @param options.bases operands of the bases; see `createProverModule`
 * @param options.scalars address of each base's scalar, an element in plain form
 */
export function multiExponentiate(options: {
  memory: ProverMemory;
  group: ProverGroup;
  adder: PointAdder;
  bases: Uint32Array;
  scalars: Uint32Array;
}): WeightedPoint[] {
  const { memory, group, adder } = options;
  const used = options.scalars
    .map((address, index) => (isZero(memory, address) ? 0 : index + 1))
    .filter((at) => at > 0);
  const width = chooseWindow(used.length);
  const windows = Math.ceil(SCALAR_BITS / width);
  const half = 2 ** (width - 1);
  const pointBytes = 2 * group.size;
  const start = memory.mark();
  const kept = memory.allocate(windows * half * pointBytes);
  /** Operand of each bucket, 0 when it is empty: windows × digits 1…half. */
  const buckets = new Uint32Array(windows * (half + 1));
  const carries = new Uint8Array(used.length);
  const digits = new Int32Array(used.length);
  const items = new Uint32Array(used.length);

  for (let window = 0; window < windows; window += 1) {
    const counts = takeDigits({ memory, scalars: options.scalars, used, carries, digits, window, width });
    const starts = prefixSums(counts);
    const next = starts.slice();
    for (let index = 0; index < digits.length; index += 1) {
      const digit = digits[index]!;
      if (digit === 0) continue;
      const base = options.bases[used[index]! - 1]!;
      const bucket = digit < 0 ? -digit : digit;
      items[next[bucket]!] = digit < 0 ? base | 1 : base;
      next[bucket] = next[bucket]! + 1;
    }
    const mark = memory.mark();
    reduceLists({ adder, items, starts, counts });
    // What was summed moves out of the way of the next window; single bases stay where they are.
    for (let bucket = 1; bucket <= half; bucket += 1) {
      if (counts[bucket] === 0) continue;
      let operand = items[starts[bucket]!]!;
      if (operand >= mark) {
        const target = kept + (window * half + bucket - 1) * pointBytes;
        memory.words().copyWithin(target / 4, operand / 4, (operand + pointBytes) / 4);
        operand = target;
      }
      buckets[window * (half + 1) + bucket] = operand;
    }
    memory.release(mark);
  }

  const weighted = weighBuckets({ adder, buckets, windows, width });
  const result = weighted.map(({ bit, operand }) => ({ bit, ...readPoint(memory, group, operand) }));
  memory.release(start);
  return result;
}

function isZero(memory: ProverMemory, address: number): boolean {
  const words = memory.words();
  for (let at = address / 4; at < (address + ELEMENT_BYTES) / 4; at += 1) if (words[at] !== 0) return false;
  return true;
}

/** Signed digits −(half − 1)…half of one window, and how often each bucket is hit. */
function takeDigits(options: {
  memory: ProverMemory;
  scalars: Uint32Array;
  used: Uint32Array;
  carries: Uint8Array;
  digits: Int32Array;
  window: number;
  width: number;
}): Int32Array {
  const { scalars, used, carries, digits, window, width } = options;
  const words = options.memory.words();
  const half = 2 ** (width - 1);
  const counts = new Int32Array(half + 1);
  const position = window * width;
  const limb = Math.floor(position / LIMB_BITS);
  const shift = position % LIMB_BITS;
  const mask = 2 ** width - 1;
  const hasNext = shift + width > LIMB_BITS && (limb + 1) * 4 < ELEMENT_BYTES;
  for (let index = 0; index < digits.length; index += 1) {
    const at = scalars[used[index]! - 1]! / 4 + limb;
    const bits = (words[at]! >>> shift) | (hasNext ? words[at + 1]! << (LIMB_BITS - shift) : 0);
    let digit = (bits & mask) + carries[index]!;
    carries[index] = digit > half ? 1 : 0;
    if (digit > half) digit -= 2 ** width;
    digits[index] = digit;
    if (digit !== 0) {
      const bucket = digit < 0 ? -digit : digit;
      counts[bucket] = counts[bucket]! + 1;
    }
  }
  return counts;
}

function prefixSums(counts: Int32Array): Int32Array {
  const starts = new Int32Array(counts.length);
  for (let index = 1; index < counts.length; index += 1) starts[index] = starts[index - 1]! + counts[index - 1]!;
  return starts;
}

/** Adds up each list pairwise, all lists at once, until it has one point or none; results stand at its start. */
function reduceLists(options: { adder: PointAdder; items: Uint32Array; starts: Int32Array; counts: Int32Array }): void {
  const { adder, items, starts, counts } = options;
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (let list = 0; list < counts.length; list += 1) {
      const count = counts[list]!;
      if (count < 2) continue;
      const start = starts[list]!;
      const pairs = count >> 1;
      for (let pair = 0; pair < pairs; pair += 1) {
        items[start + pair] = adder.queue(items[start + 2 * pair]!, items[start + 2 * pair + 1]!);
      }
      if ((count & 1) === 1) items[start + pairs] = items[start + count - 1]!;
      counts[list] = count - pairs;
      if (count - pairs > 1) isDone = false;
    }
    const neutral = adder.flush();
    if (neutral.size > 0) {
      dropNeutral({ items, starts, counts, neutral });
      isDone = counts.every((count) => count < 2);
    }
  }
}

function dropNeutral(options: {
  items: Uint32Array;
  starts: Int32Array;
  counts: Int32Array;
  neutral: ReadonlySet<number>;
}): void {
  const { items, starts, counts, neutral } = options;
  for (let list = 0; list < counts.length; list += 1) {
    const start = starts[list]!;
    const left = items.subarray(start, start + counts[list]!).filter((operand) => !neutral.has(operand));
    items.set(left, start);
    counts[list] = left.length;
  }
}

/**
 * Σ digit · bucket for every window, by halves: the upper half of the digits goes into the list of its highest bit and is
 * folded onto the lower half, down to digit 1.
 */
function weighBuckets(options: {
  adder: PointAdder;
  buckets: Uint32Array;
  windows: number;
  width: number;
}): { bit: number; operand: number }[] {
  const { adder, buckets, windows, width } = options;
  const stride = 2 ** (width - 1) + 1;
  const lists: { bit: number; operands: number[] }[] = [];
  for (let bit = width - 1; bit >= 0; bit -= 1) {
    const half = 2 ** bit;
    for (let window = 0; window < windows; window += 1) {
      const base = window * stride;
      const operands: number[] = [];
      for (let digit = half; digit < 2 * half && digit < stride; digit += 1) {
        const upper = buckets[base + digit]!;
        if (upper === 0) continue;
        operands.push(upper);
        const lower = digit - half;
        if (lower === 0) continue;
        const below = buckets[base + lower]!;
        buckets[base + lower] = below === 0 ? upper : adder.queue(below, upper);
      }
      lists.push({ bit: window * width + bit, operands });
    }
    const neutral = adder.flush();
    if (neutral.size > 0) {
      for (const [index, operand] of buckets.entries()) if (neutral.has(operand)) buckets[index] = 0;
    }
  }
  const items = new Uint32Array(lists.flatMap(({ operands }) => operands));
  const counts = new Int32Array(lists.map(({ operands }) => operands.length));
  const starts = prefixSums(counts);
  reduceLists({ adder, items, starts, counts });
  return lists.flatMap(({ bit }, index) => (counts[index] === 0 ? [] : [{ bit, operand: items[starts[index]!]! }]));
}
