import type { Combination, Constraint, ConstraintSystem } from './check-r1cs.ts';
import { invert, mod } from './field.ts';

/** `constant + Σ coefficient·wire`. */
export type Linear = { wires: number[]; coefficients: bigint[]; constant: bigint };
export type Product = { a: Linear; b: Linear; c: Linear };

/** A constraint system made ready for deduction. */
export type PreparedSystem = {
  constraints: readonly Product[];
  wires: number;
  /** Wires that can only be 0 or 1, whatever the inputs. */
  isBoolean: Uint8Array;
};

/** A constraint tells about boolean wires only while it has no more than these. */
const MAX_PEERS = 3;

/** Finds the boolean wires. Made for systems compiled with `--O1`, which keep every linear constraint of the source. */
export function prepareSystem(system: ConstraintSystem): PreparedSystem {
  const constraints = system.constraints.map(toProduct);
  const prepared = { constraints, wires: system.wires, isBoolean: new Uint8Array(system.wires) };
  findBooleans(prepared);
  return prepared;
}

function toProduct([a, b, c]: Constraint): Product {
  return { a: toLinear(a), b: toLinear(b), c: toLinear(c) };
}

function toLinear(combination: Combination): Linear {
  const form: Linear = { wires: [], coefficients: [], constant: 0n };
  for (const [wire, coefficient] of combination) {
    if (wire === 0) form.constant = coefficient;
    else {
      form.wires.push(wire);
      form.coefficients.push(coefficient);
    }
  }
  return form;
}

/** A wire is boolean when some constraint leaves it nothing else, for every value of boolean peers. */
function findBooleans({ constraints, wires, isBoolean }: PreparedSystem): void {
  const users = Array.from({ length: wires }, (): Product[] => []);
  const short = constraints.filter((product) => wiresOf(product).length <= MAX_PEERS + 1);
  for (const product of short) for (const wire of wiresOf(product)) users[wire]!.push(product);

  const queue = [...short];
  while (queue.length > 0) {
    const product = queue.pop()!;
    const unknown = wiresOf(product).filter((wire) => isBoolean[wire] === 0);
    if (unknown.length !== 1) continue;
    const [wire] = unknown as [number];
    if (!leavesBoolean(product, wire)) continue;
    isBoolean[wire] = 1;
    queue.push(...users[wire]!);
  }
}

function wiresOf({ a, b, c }: Product): number[] {
  return [...new Set([...a.wires, ...b.wires, ...c.wires])];
}

/** Whether the constraint allows the wire only 0 and 1, for each choice of 0 and 1 for its other wires. */
function leavesBoolean(product: Product, wire: number): boolean {
  const peers = wiresOf(product).filter((peer) => peer !== wire);
  for (let choice = 0; choice < 1 << peers.length; choice += 1) {
    const [a, b, c] = [product.a, product.b, product.c].map((form) => {
      let slope = 0n;
      let { constant } = form;
      form.wires.forEach((each, index) => {
        if (each === wire) slope += form.coefficients[index]!;
        else if (((choice >> peers.indexOf(each)) & 1) === 1) constant += form.coefficients[index]!;
      });
      return { slope: mod(slope), constant: mod(constant) };
    }) as [Affine, Affine, Affine];
    // (a1·x + a0)(b1·x + b0) − (c1·x + c0), a polynomial in x; it may vanish at 0 and 1 and nowhere else.
    const square = mod(a.slope * b.slope);
    const linear = mod(a.slope * b.constant + a.constant * b.slope - c.slope);
    const constant = mod(a.constant * b.constant - c.constant);
    if (!hasOnlyBooleanRoots(square, linear, constant)) return false;
  }
  return true;
}

type Affine = { slope: bigint; constant: bigint };

function hasOnlyBooleanRoots(square: bigint, linear: bigint, constant: bigint): boolean {
  if (square === 0n && linear === 0n) return constant !== 0n;
  if (square === 0n) {
    const root = mod(-constant * invert(linear));
    return root === 0n || root === 1n;
  }
  // Roots sum to −linear/square and multiply to constant/square: {0, 1}, {0, 0} or {1, 1}.
  const inverse = invert(square);
  const sum = mod(-linear * inverse);
  const product = mod(constant * inverse);
  return (product === 0n && (sum === 0n || sum === 1n)) || (product === 1n && sum === 2n);
}
