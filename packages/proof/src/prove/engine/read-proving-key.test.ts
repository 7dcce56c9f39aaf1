import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readProvingKey } from './read-proving-key.ts';

const malformed = expect.objectContaining({ code: 'ERR_PROVING_KEY_MALFORMED' });
const MAGIC = new TextEncoder().encode('zkey');

/** A file of sections as snarkjs lays them out. */
function writeKey(sections: readonly { id: number; bytes: Uint8Array; size?: number }[]): Uint8Array {
  const parts = sections.map(({ id, bytes, size = bytes.length }) => {
    const head = new DataView(new ArrayBuffer(12));
    head.setUint32(0, id, true);
    head.setBigUint64(4, BigInt(size), true);
    return [...new Uint8Array(head.buffer), ...bytes];
  });
  return Uint8Array.from([...MAGIC, 1, 0, 0, 0, sections.length, 0, 0, 0, ...parts.flat()]);
}

function writeHeader(changes: { at: number; value: number }[] = []): Uint8Array {
  const header = new DataView(new ArrayBuffer(660));
  const fields = [
    { at: 0, value: 32 },
    { at: 36, value: 32 },
    { at: 72, value: 10 },
    { at: 76, value: 8 },
    { at: 80, value: 16 },
  ];
  for (const { at, value } of [...fields, ...changes]) header.setUint32(at, value, true);
  return new Uint8Array(header.buffer);
}

const others = [4, 5, 6, 7, 8, 9].map((id) => ({ id, bytes: new Uint8Array(4).fill(id) }));

describe('readProvingKey', () => {
  it('finds counts and sections', () => {
    const key = readProvingKey(writeKey([{ id: 2, bytes: writeHeader() }, ...others]));
    expect(key).toMatchObject({ wires: 10, publicCount: 8, power: 4 });
    expect(key.points.H).toEqual(new Uint8Array(4).fill(9));
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['another file', new TextEncoder().encode('r1cs and more than twelve bytes')],
    ['no sections', writeKey([])],
    ['a section missing', writeKey([{ id: 2, bytes: writeHeader() }, ...others.slice(1)])],
    ['a short header', writeKey([{ id: 2, bytes: writeHeader().slice(0, 80) }, ...others])],
    ['a header without its points', writeKey([{ id: 2, bytes: writeHeader().slice(0, 300) }, ...others])],
    ['another field', writeKey([{ id: 2, bytes: writeHeader([{ at: 0, value: 48 }]) }, ...others])],
    ['a domain that is no power of two', writeKey([{ id: 2, bytes: writeHeader([{ at: 80, value: 15 }]) }, ...others])],
    ['a section longer than the file', writeKey([...others, { id: 2, bytes: writeHeader(), size: 661 }])],
    ['a cut last section', writeKey([{ id: 2, bytes: writeHeader() }, ...others]).slice(0, -1)],
    ['a few bytes too many', Uint8Array.of(...writeKey([{ id: 2, bytes: writeHeader() }, ...others]), 1, 2, 3)],
  ])('refuses %s', (_what, bytes) => {
    expect(() => readProvingKey(bytes)).toThrow(malformed);
  });

  it('refuses any bytes with one error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => readProvingKey(Uint8Array.of(...MAGIC, ...bytes))).toThrow(malformed);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
