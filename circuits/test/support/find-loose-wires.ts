import { FIELD_ORDER } from '@postern/primitives';

import { type Constraint, type ConstraintSystem, holds } from './check-r1cs.ts';

/** Wires that can be changed alone, by one, without any constraint noticing. */
export function findLooseWires(system: ConstraintSystem, witness: readonly bigint[]): number[] {
  const users = Array.from({ length: system.wires }, (): Constraint[] => []);
  for (const constraint of system.constraints) {
    for (const wire of new Set(constraint.flatMap((side) => side.map(([each]) => each)))) users[wire]!.push(constraint);
  }
  const changed = [...witness];
  return witness.flatMap((value, wire) => {
    if (wire === 0) return [];
    changed[wire] = (value + 1n) % FIELD_ORDER;
    const isNoticed = users[wire]!.some((constraint) => !holds(constraint, changed));
    changed[wire] = value;
    return isNoticed ? [] : [wire];
  });
}
