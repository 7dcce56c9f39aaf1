import { FIELD_ORDER } from '@postern/primitives';
import { readR1cs } from 'r1csfile';

/** A linear combination: coefficient and wire. */
type Combination = readonly (readonly [wire: number, coefficient: bigint])[];
export type Constraint = readonly [a: Combination, b: Combination, c: Combination];
export type ConstraintSystem = { constraints: readonly Constraint[]; wires: number };

type RawSystem = {
  nVars: number;
  curve: { Fr: { toObject(value: Uint8Array): bigint }; terminate(): Promise<void> };
  constraints: readonly Readonly<Record<string, Uint8Array>>[][];
};

/** Reads a compiled constraint system. */
export async function readConstraintSystem(r1cs: Uint8Array): Promise<ConstraintSystem> {
  const raw = (await readR1cs(r1cs, { loadConstraints: true, loadMap: false, singleThread: true })) as RawSystem;
  const constraints = raw.constraints.map(
    (constraint) =>
      constraint.map((combination) =>
        Object.entries(combination).map(([wire, value]) => [Number(wire), raw.curve.Fr.toObject(value)] as const),
      ) as unknown as Constraint,
  );
  return { constraints, wires: raw.nVars };
}

/** Numbers of the constraints that a witness violates: what the proof system itself would refuse. */
export function findViolations(system: ConstraintSystem, witness: readonly bigint[]): number[] {
  const sum = (combination: Combination) =>
    combination.reduce((total, [wire, coefficient]) => total + coefficient * witness[wire]!, 0n) % FIELD_ORDER;
  return system.constraints.flatMap(([a, b, c], index) =>
    (sum(a) * sum(b) - sum(c)) % FIELD_ORDER === 0n ? [] : [index],
  );
}
