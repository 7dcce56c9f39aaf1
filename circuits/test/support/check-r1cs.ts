import { FIELD_ORDER } from '@postern/primitives';

/** A linear combination: coefficient and wire. */
export type Combination = readonly (readonly [wire: number, coefficient: bigint])[];
export type Constraint = readonly [a: Combination, b: Combination, c: Combination];
export type ConstraintSystem = { constraints: readonly Constraint[]; wires: number };

const HEADER_SECTION = 1;
const CONSTRAINTS_SECTION = 2;

/** Reads a compiled constraint system (iden3 R1CS binary format, version 1, 32-byte field elements). */
export async function readConstraintSystem(r1cs: Uint8Array): Promise<ConstraintSystem> {
  const view = new DataView(r1cs.buffer, r1cs.byteOffset, r1cs.byteLength);
  const sections = new Map<number, number>();
  for (let at = 12, left = view.getUint32(8, true); left > 0; left -= 1) {
    sections.set(view.getUint32(at, true), at + 12);
    at += 12 + Number(view.getBigUint64(at + 4, true));
  }
  // Header: field size, the prime, wires, public outputs, public inputs, private inputs, labels (8 bytes), constraints.
  const header = sections.get(HEADER_SECTION)!;
  const wires = view.getUint32(header + 36, true);
  const count = view.getUint32(header + 60, true);

  let at = sections.get(CONSTRAINTS_SECTION)!;
  const readCombination = (): Combination => {
    const terms = view.getUint32(at, true);
    at += 4;
    return Array.from({ length: terms }, () => {
      const wire = view.getUint32(at, true);
      let coefficient = 0n;
      for (let word = 3; word >= 0; word -= 1) {
        coefficient = (coefficient << 64n) | view.getBigUint64(at + 4 + 8 * word, true);
      }
      at += 36;
      return [wire, coefficient] as const;
    });
  };
  const constraints = Array.from(
    { length: count },
    (): Constraint => [readCombination(), readCombination(), readCombination()],
  );
  return { constraints, wires };
}

/** Numbers of the constraints that a witness violates: what the proof system itself would refuse. */
export function findViolations(system: ConstraintSystem, witness: readonly bigint[]): number[] {
  return system.constraints.flatMap((constraint, index) => (holds(constraint, witness) ? [] : [index]));
}

export function holds([a, b, c]: Constraint, witness: readonly bigint[]): boolean {
  const sum = (combination: Combination) =>
    combination.reduce((total, [wire, coefficient]) => total + coefficient * witness[wire]!, 0n) % FIELD_ORDER;
  return (sum(a) * sum(b) - sum(c)) % FIELD_ORDER === 0n;
}
