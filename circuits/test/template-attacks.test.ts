import { readFileSync } from 'node:fs';

import type { CircuitInputs } from '@postern/proof';
import { beforeAll, describe, expect, test } from 'vitest';

import { ALL_SUITES } from './attacks/all-suites.ts';
import {
  type AttackSuite,
  flattenSignals,
  type Signals,
  toCircuitInputs,
  type Vector,
} from './attacks/attack-suite.ts';
import { HASH_SUITES } from './attacks/hash-suites.ts';
import { TREE_SUITES } from './attacks/tree-suites.ts';
import { type ConstraintSystem, findViolations, readConstraintSystem } from './support/check-r1cs.ts';
import { type CompiledTemplate, compileTemplate } from './support/compile-template.ts';
import { mod } from './support/field.ts';
import { findLooseWires } from './support/find-loose-wires.ts';
import { findUnreadInput, type NamedSystem, readNamedSystem, runVector } from './support/run-attacks.ts';
import { createSolver, type Solver } from './support/solve-constraints.ts';
import { WitnessRefused } from './support/witness-calculator.ts';

/** Made by `node circuits/bin/measure-parts.mjs --write`. */
const RECORDED = JSON.parse(readFileSync(new URL('./constraint-counts.json', import.meta.url), 'utf8')) as Record<
  string,
  number
>;

test('every template is recorded', () => {
  expect(Object.keys(RECORDED)).toEqual(ALL_SUITES.map((suite) => suite.main));
});

describe.each(ALL_SUITES)('$main', (suite) => {
  let built: CompiledTemplate;
  let system: ConstraintSystem;
  let named: NamedSystem;
  let solve: Solver;
  let vectors: readonly Vector[];

  beforeAll(async () => {
    const { main, file: include, publicInputs } = suite;
    built = await compileTemplate({ main, include, publicInputs });
    system = await readConstraintSystem(built.r1cs);
    // Deduction needs the linear constraints that the real build folds away.
    named = await readNamedSystem(await compileTemplate({ main, include, publicInputs, flags: ['--O1'] }));
    solve = createSolver(named.prepared);
    vectors = await suite.vectors();
  }, 240_000);

  test('has as many constraints as recorded', () => {
    expect(built.constraints).toBe(RECORDED[suite.main]);
  });

  test('reads every input in some constraint', () => {
    expect(findUnreadInput(suite, named)).toBeUndefined();
  });

  test('has exactly one witness for what it accepts, and none for what it refuses', () => {
    for (const vector of vectors) {
      const wrong = runVector({ system: named, solve, vector, freeHints: suite.freeHints });
      expect.soft({ vector: vector.name, wrong }).toEqual({ vector: vector.name, wrong: undefined });
    }
  }, 240_000);

  test('the calculator and the constraints of the real build agree', () => {
    for (const vector of vectors.filter((each) => isComplete(suite, each))) {
      const inputs = toCircuitInputs(vector.signals);
      if (vector.expect === 'accepted') {
        const witness = built.calculate(inputs);
        expect({ vector: vector.name, violations: findViolations(system, witness) }).toEqual({
          vector: vector.name,
          violations: [],
        });
        expect(witness.slice(1, 1 + flattenSignals(vector.outputs).length)).toEqual(
          orderedOutputs(named, vector.outputs),
        );
      } else if (vector.expect === 'refused') {
        const isNoticed = findViolations(system, built.unchecked.calculate(inputs)).length > 0;
        expect({ vector: vector.name, isNoticed, isRefused: isRefused(built, inputs) }).toEqual({
          vector: vector.name,
          isNoticed: true,
          isRefused: true,
        });
      }
    }
  }, 240_000);

  test('notices every single wire that is changed', () => {
    for (const vector of vectors.filter((each) => each.expect === 'accepted').slice(0, 2)) {
      const witness = built.calculate(toCircuitInputs(vector.signals));
      const names = new Map(
        built.sym.split('\n').map((line) => [Number(line.split(',')[1]), line.split(',')[3]!] as const),
      );
      const loose = findLooseWires(system, witness).map((wire) => names.get(wire)!);
      // An input that nothing reads with these values (an attribute that no predicate selects) is no freedom.
      const isInput = (name: string) => suite.publicInputs.includes(/^main\.(\w+)(\[\d+\])*$/.exec(name)?.[1] ?? '');
      expect(loose.filter((name) => !isInput(name) && suite.freeHints?.test(name) !== true)).toEqual([]);
    }
  }, 240_000);
});

describe.each([...HASH_SUITES, ...TREE_SUITES])('$main', (suite) => {
  test('no input can be changed while the outputs stay', async () => {
    const { main, file: include, publicInputs } = suite;
    const system = await readNamedSystem(await compileTemplate({ main, include, publicInputs, flags: ['--O1'] }));
    const solve = createSolver(system.prepared);
    const [vector] = await suite.vectors();
    if (vector?.expect !== 'accepted') throw new Error('the first vector is an accepted one');
    const given = new Map(
      [...flattenSignals(vector.signals), ...flattenSignals(vector.outputs)].map(([name, value]) => [
        system.wireOf.get(name)!,
        mod(value),
      ]),
    );
    expect(solve(given).contradiction).toBe(false);
    for (const [name, value] of flattenSignals(vector.signals)) {
      const wire = system.wireOf.get(name)!;
      expect({ name, refused: solve(new Map(given).set(wire, mod(value + 1n))).contradiction }).toEqual({
        name,
        refused: true,
      });
    }
  }, 240_000);
});

function isRefused(template: CompiledTemplate, inputs: CircuitInputs): boolean {
  try {
    template.calculate(inputs);
    return false;
  } catch (error) {
    if (error instanceof WitnessRefused) return true;
    throw error;
  }
}

/** All inputs and nothing else: what a witness calculator can be given. */
function isComplete(suite: AttackSuite, vector: Vector): boolean {
  const names = Object.keys(vector.signals);
  if (suite.main === 'KycPresentation()') return names.length === 30 && !names.includes('registryRoot');
  return names.length === suite.publicInputs.length && names.every((name) => suite.publicInputs.includes(name));
}

function orderedOutputs(system: NamedSystem, outputs: Signals): bigint[] {
  return flattenSignals(outputs)
    .map(([name, value]) => [system.wireOf.get(name)!, mod(value)] as const)
    .toSorted(([left], [right]) => left - right)
    .map(([, value]) => value);
}
