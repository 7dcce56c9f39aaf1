import { readR1cs } from 'r1csfile';
import { expect, test } from 'vitest';

import { readConstraintSystem } from './support/check-r1cs.ts';
import { compileTemplate } from './support/compile-template.ts';

type RawSystem = {
  nVars: number;
  curve: { Fr: { toObject(value: Uint8Array): bigint } };
  constraints: readonly Readonly<Record<string, Uint8Array>>[][];
};

test('constraints are read as a second reader reads them', async () => {
  const { r1cs } = await compileTemplate({ main: 'SignedLadder(5)', include: 'lib/signed-ladder.circom' });
  const second = (await readR1cs(r1cs, { loadConstraints: true, loadMap: false, singleThread: true })) as RawSystem;
  const first = await readConstraintSystem(r1cs);
  expect(first.wires).toBe(second.nVars);
  expect(first.constraints.map((constraint) => constraint.map((side) => Object.fromEntries(side)))).toEqual(
    second.constraints.map((constraint) =>
      constraint.map((side) =>
        Object.fromEntries(Object.entries(side).map(([wire, value]) => [wire, second.curve.Fr.toObject(value)])),
      ),
    ),
  );
});
