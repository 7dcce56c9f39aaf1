import { createHash } from 'node:crypto';

import { FIELD_ORDER } from '@postern/primitives';
import { expect, test } from 'vitest';

import { drawBlindingScalar } from './draw-blinding-scalar.ts';

type RandomBytes = (length: number) => Uint8Array;

const DRAWS = 30_000;

/** Repeatable bytes without a pattern: SHA-256 over a counter. */
function createSource(seed: string): RandomBytes {
  let block = 0;
  let kept = Buffer.alloc(0);
  return (length) => {
    while (kept.length < length) {
      kept = Buffer.concat([kept, createHash('sha256').update(`${seed}/${block}`).digest()]);
      block += 1;
    }
    const taken = new Uint8Array(kept.subarray(0, length));
    kept = kept.subarray(length);
    return taken;
  };
}

const toBigint = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** How far counts are from equal ones, in standard deviations of the chi-square distribution. */
function deviation(cells: readonly number[], count: number): number {
  const tally = new Array<number>(count).fill(0);
  for (const cell of cells) tally[cell]! += 1;
  const expected = cells.length / count;
  const chiSquare = tally.reduce((sum, found) => sum + (found - expected) ** 2 / expected, 0);
  return (chiSquare - (count - 1)) / Math.sqrt(2 * (count - 1));
}

/** What can be seen of many draws, and verification cannot: names of the properties that do not hold. */
function findFaults(draw: (randomBytes: RandomBytes) => bigint): string[] {
  const source = createSource('postern');
  const draws = Array.from({ length: DRAWS }, () => draw(source));
  const slice = (value: bigint, count: bigint) => Number((value * count) / FIELD_ORDER);
  const pairs = draws.flatMap((r, index) => (index % 2 === 0 ? [[r, draws[index + 1]!] as const] : []));
  const properties: Record<string, boolean> = {
    'in the field': draws.every((value) => value >= 0n && value < FIELD_ORDER),
    fresh: new Set(draws).size === DRAWS,
    'full width': draws.some((value) => value > (FIELD_ORDER * 999n) / 1000n),
    'uniform at the top':
      deviation(
        draws.map((value) => slice(value % FIELD_ORDER, 64n)),
        64,
      ) < 6,
    'uniform at the bottom':
      deviation(
        draws.map((value) => Number(value & 63n)),
        64,
      ) < 6,
    's does not follow r':
      deviation(
        pairs.map(([r, s]) => 8 * slice(r % FIELD_ORDER, 8n) + Number(s & 7n)),
        64,
      ) < 6 &&
      deviation(
        pairs.map(([r, s]) => 8 * slice(r % FIELD_ORDER, 8n) + slice(s % FIELD_ORDER, 8n)),
        64,
      ) < 6,
  };
  return Object.keys(properties).filter((name) => !properties[name]);
}

test('r and s are fresh, as wide as the field, uniform and not tied to each other', () => {
  expect(findFaults(drawBlindingScalar)).toEqual([]);
});

test('the source is asked anew for each, for more bytes than the order has', () => {
  const lengths: number[] = [];
  const source = createSource('lengths');
  const record: RandomBytes = (length) => (lengths.push(length), source(length));
  expect(drawBlindingScalar(record)).not.toBe(drawBlindingScalar(record));
  expect(lengths).toEqual([48, 48]);
});

let previous = 0n;
/** Every second draw is the one before and one more. */
function drawTied(randomBytes: RandomBytes): bigint {
  const drawn = previous === 0n ? drawBlindingScalar(randomBytes) : previous + 1n;
  previous = previous === 0n ? drawn : 0n;
  return drawn;
}

test.each<[string, (randomBytes: RandomBytes) => bigint, string[]]>([
  ['one value for all', () => 7n, ['fresh', 'full width', 'uniform at the top', 'uniform at the bottom']],
  ['31 bytes', (randomBytes) => toBigint(randomBytes(31)), ['full width', 'uniform at the top']],
  ['32 bytes without reduction', (randomBytes) => toBigint(randomBytes(32)), ['in the field', 'uniform at the top']],
  ['32 bytes modulo the order', (randomBytes) => toBigint(randomBytes(32)) % FIELD_ORDER, ['uniform at the top']],
  ['253 bits', (randomBytes) => toBigint(randomBytes(32)) >> 3n, ['full width', 'uniform at the top']],
  ['even numbers', (randomBytes) => (drawBlindingScalar(randomBytes) >> 1n) << 1n, ['uniform at the bottom']],
  ['one that follows the other', drawTied, ['s does not follow r']],
])('these measurements find fault with %s', (_name, draw, faults) => {
  expect(findFaults(draw)).toEqual(expect.arrayContaining(faults));
});
