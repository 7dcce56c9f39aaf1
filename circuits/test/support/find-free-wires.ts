import type { Constraint, ConstraintSystem } from './check-r1cs.ts';
import { invert, mod } from './field.ts';

/** One constraint's derivative at the witness, by the wires that are still open. */
type Row = Map<number, bigint>;

/**
 * Wires that the inputs do not pin down near a witness: the kernel of the constraints' Jacobian there, by sparse
 * elimination. An empty answer means that no wire can move while the inputs stand still.
 *
 * Finds missing constraints; does not exclude a second solution far from this one (a bit that is 1 instead of 0).
 */
export function findFreeWires(options: {
  system: ConstraintSystem;
  witness: readonly bigint[];
  inputs: ReadonlySet<number>;
}): Set<number> {
  const { system, witness, inputs } = options;
  const open = new Set(Array.from({ length: system.wires }, (_, wire) => wire).filter((wire) => !inputs.has(wire)));
  open.delete(0);

  const users = new Map<number, Set<Row>>();
  const rows = new Set(system.constraints.map((constraint) => differentiate(constraint, witness, open)));
  for (const row of rows) for (const wire of row.keys()) use(users, wire, row);

  // Rows with one open wire pin it down; elimination of the shortest row makes new ones when none is left.
  let ready = [...rows].filter((row) => row.size === 1);
  while (ready.length > 0) {
    const row = ready.pop()!;
    rows.delete(row);
    const [wire] = row.keys();
    if (wire !== undefined) {
      open.delete(wire);
      for (const user of users.get(wire) ?? []) {
        user.delete(wire);
        if (user.size === 1) ready.push(user);
      }
    }
    while (ready.length === 0) {
      const shortest = findShortest(rows);
      if (shortest === undefined) break;
      rows.delete(shortest);
      const pivot = eliminate(shortest, users);
      open.delete(pivot);
      ready = [...rows].filter((each) => each.size === 1);
    }
  }
  return open;
}

/** Takes one wire of the row out of every other row; it follows from the others. */
function eliminate(row: Row, users: Map<number, Set<Row>>): number {
  const wires = [...row.keys()];
  const pivot = wires.reduce((best, wire) => (users.get(wire)!.size < users.get(best)!.size ? wire : best));
  const inverse = invert(row.get(pivot)!);
  for (const wire of wires) users.get(wire)!.delete(row);
  for (const other of users.get(pivot)!) {
    const factor = mod(other.get(pivot)! * inverse);
    for (const [wire, slope] of row) {
      const changed = mod((other.get(wire) ?? 0n) - factor * slope);
      if (changed === 0n) {
        other.delete(wire);
        if (wire !== pivot) users.get(wire)!.delete(other);
      } else {
        other.set(wire, changed);
        use(users, wire, other);
      }
    }
  }
  users.delete(pivot);
  return pivot;
}

function findShortest(rows: ReadonlySet<Row>): Row | undefined {
  let shortest: Row | undefined;
  for (const row of rows) if (row.size > 0 && row.size < (shortest?.size ?? Number.POSITIVE_INFINITY)) shortest = row;
  return shortest;
}

function differentiate([a, b, c]: Constraint, witness: readonly bigint[], open: ReadonlySet<number>): Row {
  const value = (side: Constraint[number]) =>
    mod(side.reduce((total, [wire, coefficient]) => total + coefficient * witness[wire]!, 0n));
  const slopes: Row = new Map();
  const add = (side: Constraint[number], factor: bigint) => {
    for (const [wire, coefficient] of side) {
      if (open.has(wire)) slopes.set(wire, mod((slopes.get(wire) ?? 0n) + coefficient * factor));
    }
  };
  add(a, value(b));
  add(b, value(a));
  add(c, -1n);
  for (const [wire, slope] of slopes) if (slope === 0n) slopes.delete(wire);
  return slopes;
}

function use(users: Map<number, Set<Row>>, wire: number, row: Row): void {
  const known = users.get(wire);
  if (known === undefined) users.set(wire, new Set([row]));
  else known.add(row);
}
