import { type AttackSuite, flattenSignals, type Signals, type Vector } from '../attacks/attack-suite.ts';
import { readConstraintSystem } from './check-r1cs.ts';
import { mod } from './field.ts';
import { prepareSystem, type PreparedSystem } from './prepare-system.ts';
import { createSolver, type Solver } from './solve-constraints.ts';

/** A constraint system with the names of its signals. */
export type NamedSystem = { prepared: PreparedSystem; wireOf: ReadonlyMap<string, number>; names: readonly string[] };

/** @param options.sym lines `label,wire,component,name` */
export async function readNamedSystem(options: { r1cs: Uint8Array; sym: string }): Promise<NamedSystem> {
  const prepared = prepareSystem(await readConstraintSystem(options.r1cs));
  const wireOf = new Map<string, number>();
  const names: string[] = [];
  for (const line of options.sym.split('\n')) {
    const [, wire, , name] = line.split(',');
    if (name === undefined || Number(wire) < 0) continue;
    wireOf.set(name, Number(wire));
    names[Number(wire)] ??= name;
  }
  return { prepared, wireOf, names };
}

/** Tells in a few words what is wrong with one vector, undefined when it goes as it must. */
export function runVector(options: {
  system: NamedSystem;
  solve: Solver;
  vector: Vector;
  freeHints: RegExp | undefined;
}): string | undefined {
  const { system, solve, vector, freeHints } = options;
  const given = new Map<number, bigint>();
  for (const [name, value] of flattenSignals(vector.signals)) {
    const wire = system.wireOf.get(name);
    if (wire === undefined) return `no signal ${name}`;
    given.set(wire, value);
  }
  const { contradiction, values } = solve(given);
  if (vector.expect === 'refused') return contradiction ? undefined : 'is not refused';
  if (contradiction) return 'is refused';
  if (vector.expect !== 'accepted') return undefined;

  for (let wire = 1; wire < system.prepared.wires; wire += 1) {
    const name = system.names[wire] ?? `wire ${wire}`;
    if (values[wire] === undefined && freeHints?.test(name) !== true) return `${name} is free`;
  }
  return findWrongOutput(system, values, vector.outputs);
}

function findWrongOutput(
  system: NamedSystem,
  values: readonly (bigint | undefined)[],
  outputs: Signals,
): string | undefined {
  for (const [name, value] of flattenSignals(outputs)) {
    if (values[system.wireOf.get(name) ?? -1] !== mod(value)) return `${name} is not as computed`;
  }
  return undefined;
}

/** Runs the vectors of a suite up to the first that goes wrong; undefined when all go as they must. */
export async function findFailure(suite: AttackSuite, system: NamedSystem): Promise<string | undefined> {
  const unread = findUnreadInput(suite, system);
  if (unread !== undefined) return `${unread} is in no constraint`;
  const solve = createSolver(system.prepared);
  for (const vector of await suite.vectors()) {
    const wrong = runVector({ system, solve, vector, freeHints: suite.freeHints });
    if (wrong !== undefined) return `${vector.name}: ${wrong}`;
  }
  return undefined;
}

/** An input that no constraint reads: a proof could be taken over for another value of it. */
export function findUnreadInput(suite: AttackSuite, system: NamedSystem): string | undefined {
  const read = new Set(system.prepared.constraints.flatMap(({ a, b, c }) => [...a.wires, ...b.wires, ...c.wires]));
  const isInput = (name: string) => suite.publicInputs.includes(/^main\.(\w+)(\[\d+\])*$/.exec(name)?.[1] ?? '');
  return [...system.wireOf].find(([name, wire]) => isInput(name) && !read.has(wire))?.[0];
}
