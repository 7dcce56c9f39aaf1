import { poseidon1 } from 'poseidon-lite/poseidon1';
import { poseidon2 } from 'poseidon-lite/poseidon2';
import { poseidon3 } from 'poseidon-lite/poseidon3';
import { poseidon4 } from 'poseidon-lite/poseidon4';
import { poseidon5 } from 'poseidon-lite/poseidon5';
import { poseidon6 } from 'poseidon-lite/poseidon6';
import { poseidon9 } from 'poseidon-lite/poseidon9';
import { poseidon16 } from 'poseidon-lite/poseidon16';
import { describe, expect, it } from 'vitest';

import { FIELD_ORDER } from '../field/field-element.ts';
import { createSparsePoseidon } from './create-sparse-poseidon.ts';
import { poseidon } from './poseidon.ts';

const PLAIN = new Map<number, (inputs: bigint[]) => bigint>([
  [1, poseidon1],
  [2, poseidon2],
  [3, poseidon3],
  [4, poseidon4],
  [5, poseidon5],
  [6, poseidon6],
  [9, poseidon9],
  [16, poseidon16],
]);
/** Field elements of a small generator, so that a failure repeats itself. */
function* drawElements(): Generator<bigint, never> {
  for (let value = 4711n; ; ) {
    value = (value ** 5n + 12_345n) % FIELD_ORDER;
    yield value;
  }
}

describe.each([...PLAIN])('sparse Poseidon of %i inputs', (arity, plain) => {
  it('equals the plain one, at the edges of the field as well', () => {
    const hash = createSparsePoseidon(arity);
    const elements = drawElements();
    const cases = [
      ...[0n, 1n, FIELD_ORDER - 1n].map((value) => Array.from({ length: arity }, () => value)),
      ...Array.from({ length: 60 }, () => Array.from({ length: arity }, () => elements.next().value)),
    ];
    for (const inputs of cases) expect(hash(inputs)).toBe(plain(inputs));
  });
});

it('gives the same result before and after the tables are made', () => {
  const inputs = [1n, 2n, FIELD_ORDER - 1n];
  const results = new Set(Array.from({ length: 600 }, () => poseidon(inputs)));
  expect([...results]).toEqual([poseidon3(inputs)]);
});
