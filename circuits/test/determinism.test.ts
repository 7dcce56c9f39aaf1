import { layOutCircuitInputs, type PolicyInput } from '@postern/proof';
import { beforeAll, describe, expect, test } from 'vitest';

import { createFixture } from './fixture.ts';
import { type ConstraintSystem, readConstraintSystem } from './support/check-r1cs.ts';
import { type CompiledTemplate, compileTemplate } from './support/compile-template.ts';
import { findFreeWires } from './support/find-free-wires.ts';

let circuit: CompiledTemplate;
let system: ConstraintSystem;
let names: Map<number, string>;
let inputs: Set<number>;

beforeAll(async () => {
  circuit = await compileTemplate({ publicInputs: ['scope', 'binding', 'now', 'today', 'expiresAt'] });
  system = await readConstraintSystem(circuit.r1cs);
  const rows = circuit.sym.split('\n').map((line) => line.split(','));
  names = new Map(rows.filter(([, wire]) => Number(wire) > 0).map((row) => [Number(row[1]), row[3]!]));
  const signals = new Set(Object.keys(layOutCircuitInputs(createFixture())));
  inputs = new Set(
    [...names].filter(([, name]) => signals.has(/^main\.(\w+)(\[\d+\])*$/.exec(name)?.[1] ?? '')).map(([wire]) => wire),
  );
}, 180_000);

function freeSignals(policy: PolicyInput, without: readonly number[] = []): string[] {
  const witness = circuit.calculate(layOutCircuitInputs(createFixture({ policy })));
  const constraints = system.constraints.filter((_, index) => !without.includes(index));
  return [...findFreeWires({ system: { ...system, constraints }, witness, inputs })].map((wire) => names.get(wire)!);
}

describe('every signal is determined by the inputs', () => {
  test('the inputs are the circuit’s', () => {
    expect(inputs.size).toBe(199);
  });

  test('with refused lists nothing is free', () => {
    expect(freeSignals({ residence: { notIn: ['IR'] }, nationality: { notIn: ['IR'] }, issuers: [1] })).toEqual([]);
  }, 120_000);

  test('with an accepted list only the inverse of zero is free, by the nature of the hint', () => {
    // IsZero: in·inv = 1 − out and in·out = 0. With in = 0 any inv will do, and out is 1 all the same.
    const free = freeSignals({ residence: { in: ['DE'] }, issuers: [1] });
    expect(free).toHaveLength(1);
    expect(free[0]).toMatch(/^main\.SetPredicate_\w+(\[\d\])?\.IsZero_\w+\.inv$/);
  }, 120_000);

  test('the check sees constraints that are taken away', () => {
    // Only a part: a wire that feeds the signed message stays pinned by the signature, which no longer proves anything
    // then. Those are what the tampered and forged witnesses of the other tests are for.
    const policy: PolicyInput = { residence: { notIn: ['IR'] }, nationality: { notIn: ['IR'] }, issuers: [1] };
    const taken = Array.from({ length: 11 }, (_, sample) => 7 + 1_511 * sample);
    expect(taken.filter((index) => freeSignals(policy, [index]).length > 0).length).toBeGreaterThan(0);
  }, 240_000);
});
