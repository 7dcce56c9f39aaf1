import type { ProvingKey } from './read-proving-key.ts';
import type { KeyShare, SumName } from './prover-thread.ts';

/** Work of one scalar in each sum, and of the quotient, in additions of G1: measured. */
const WEIGHT: Record<SumName, number> = { A: 1, B1: 1, B2: 2.9, C: 1, H: 1.2 };
const QUOTIENT_WEIGHT = 7000;
const GOLDEN = 0.618_033_988_749_895;

/**
 * Deals the points of a key to threads, so that all have the same work; thread 0 also computes the quotient. Points at
 * infinity are left out.
 */
export function shareKey(options: { key: ProvingKey; threads: number }): KeyShare[][] {
  const { key, threads } = options;
  const first = (name: SumName) => (name === 'C' ? key.publicCount + 1 : 0);
  const all = (Object.keys(WEIGHT) as SumName[]).map((name) => {
    const size = name === 'B2' ? 128 : 64;
    const points = key.points[name];
    const present = listPresent(points, size);
    return { name, size, points, present, offset: first(name) };
  });
  const total = all.reduce((sum, { name, present }) => sum + WEIGHT[name] * present.length, 0);
  const others = (total + QUOTIENT_WEIGHT) / threads / total;
  const ofFirst = Math.max(0, 1 - others * (threads - 1));
  /** Which thread a point goes to: even over the key, because dense and sparse wires stand together. */
  const threadOf = (index: number): number => {
    const place = (index * GOLDEN) % 1;
    return place < ofFirst
      ? 0
      : Math.min(threads - 1, 1 + Math.floor((place - ofFirst) / ((1 - ofFirst) / (threads - 1))));
  };
  return Array.from({ length: threads }, (_, thread) =>
    all.map(({ name, size, points, present, offset }) => {
      const own = present.filter((index) => threads === 1 || threadOf(index) === thread);
      const packed = new Uint8Array(own.length * size);
      for (const [at, index] of own.entries()) packed.set(points.subarray(index * size, (index + 1) * size), at * size);
      return { name, points: packed, scalars: new Uint32Array(own.map((index) => index + offset)) };
    }),
  );
}

/** Points that are not at infinity, which a key writes as zeros. */
function listPresent(points: Uint8Array, size: number): number[] {
  const present: number[] = [];
  for (let index = 0; index * size < points.byteLength; index += 1) {
    for (let at = index * size; at < (index + 1) * size; at += 1) {
      if (points[at] === 0) continue;
      present.push(index);
      break;
    }
  }
  return present;
}
