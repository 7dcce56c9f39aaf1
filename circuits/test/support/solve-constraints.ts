import { invert, mod } from './field.ts';
import type { Linear, PreparedSystem } from './prepare-system.ts';
import { splitIntoBits } from './split-into-bits.ts';

export type Solution = {
  /** No witness exists with the given values. */
  contradiction: boolean;
  /** Values that every witness with the given ones has; undefined where nothing was proven. */
  values: readonly (bigint | undefined)[];
};

/** Deduces what the given wire values force. */
export type Solver = (given: ReadonlyMap<number, bigint>) => Solution;

class Contradiction extends Error {}

/**
 * Deduction over constraints, for all witnesses at once: a wire gets a value only when no witness has another one, and
 * a contradiction means that there is no witness at all. It is sound and incomplete: constraints linear in one unknown
 * are solved, sums of bits are split, and where a sum has two readings modulo the field order each is pursued.
 *
 * @param options.without numbers of constraints to leave out
 */
export function createSolver(prepared: PreparedSystem, options: { without?: ReadonlySet<number> } = {}): Solver {
  const { constraints, wires, isBoolean } = prepared;
  const users = Array.from({ length: wires }, (): number[] => []);
  constraints.forEach(({ a, b, c }, index) => {
    if (options.without?.has(index) === true) return;
    for (const wire of a.wires) users[wire]!.push(3 * index);
    for (const wire of b.wires) users[wire]!.push(3 * index + 1);
    for (const wire of c.wires) users[wire]!.push(3 * index + 2);
  });
  const openAtStart = Int32Array.from(
    constraints.flatMap(({ a, b, c }) => [a.wires.length, b.wires.length, c.wires.length]),
  );

  return (given) => {
    const values = new Array<bigint | undefined>(wires).fill(undefined);
    const state: State = { values, open: openAtStart.slice(), factors: [] };
    try {
      values[0] = 1n;
      const start = [...given].map(([wire, value]) => set(state, wire, mod(value)));
      // Constraints without inputs (constants) have no wire that would wake them.
      propagate(state, start.flat());
      constraints.forEach((_, index) => {
        if (options.without?.has(index) !== true) propagate(state, visit(state, index));
      });
      deduce(state);
      return { contradiction: false, values };
    } catch (error) {
      if (error instanceof Contradiction) return { contradiction: true, values };
      throw error;
    }
  };

  type State = {
    values: (bigint | undefined)[];
    /** Places of each part of a constraint whose wire has no value yet. */
    open: Int32Array;
    factors: (bigint | undefined)[];
  };

  function set(state: State, wire: number, value: bigint): number[] {
    const known = state.values[wire];
    if (known !== undefined) {
      if (known !== value) throw new Contradiction();
      return [];
    }
    if (isBoolean[wire] === 1 && value > 1n) throw new Contradiction();
    state.values[wire] = value;
    return [wire];
  }

  function propagate(state: State, queue: number[]): void {
    while (queue.length > 0) {
      const wire = queue.pop()!;
      for (const use of users[wire]!) {
        state.open[use] = state.open[use]! - 1;
        queue.push(...visit(state, Math.floor(use / 3)));
      }
    }
  }

  /** Solves a constraint that has one unknown left, and checks one that has none. */
  function visit(state: State, index: number): number[] {
    const openA = state.open[3 * index]!;
    const openB = state.open[3 * index + 1]!;
    if (openA > 0 && openB > 0) return [];
    // Two open places may be one wire; more of them need a factor that is zero to come down to one.
    if (openA + openB + state.open[3 * index + 2]! > 2 && factorOf(state, index) !== 0n) return [];
    const equation = linearize(state, index)!;
    if (equation.wires.length === 0 && equation.constant !== 0n) throw new Contradiction();
    if (equation.wires.length !== 1) return [];
    return set(state, equation.wires[0]!, mod(-equation.constant * invert(equation.coefficients[0]!)));
  }

  /** The value of the factor that is known. */
  function factorOf(state: State, index: number): bigint {
    const { a, b } = constraints[index]!;
    const isA = state.open[3 * index] === 0;
    return (state.factors[2 * index + (isA ? 0 : 1)] ??= evaluate(state, isA ? a : b).constant);
  }

  /** The constraint as `constant + Σ coefficient·unknown = 0`; undefined while both factors are unknown. */
  function linearize(state: State, index: number): Linear | undefined {
    const { a, b, c } = constraints[index]!;
    if (state.open[3 * index]! > 0 && state.open[3 * index + 1]! > 0) return undefined;
    const other = state.open[3 * index] === 0 ? b : a;
    const factor = factorOf(state, index);
    const terms = new Map<number, bigint>();
    let constant = 0n;
    const add = (form: Linear, scale: bigint) => {
      if (scale === 0n) return;
      const part = evaluate(state, form);
      constant += scale * part.constant;
      part.wires.forEach((wire, at) => terms.set(wire, (terms.get(wire) ?? 0n) + scale * part.coefficients[at]!));
    };
    add(other, factor);
    add(c, -1n);
    const left = [...terms].map(([wire, value]) => [wire, mod(value)] as const).filter(([, value]) => value !== 0n);
    return {
      wires: left.map(([wire]) => wire),
      coefficients: left.map(([, value]) => value),
      constant: mod(constant),
    };
  }

  function evaluate(state: State, form: Linear): Linear {
    let { constant } = form;
    const rest: Linear = { wires: [], coefficients: [], constant: 0n };
    form.wires.forEach((wire, index) => {
      const value = state.values[wire];
      if (value !== undefined) constant += value * form.coefficients[index]!;
      else {
        rest.wires.push(wire);
        rest.coefficients.push(form.coefficients[index]!);
      }
    });
    rest.constant = mod(constant);
    return rest;
  }

  /** Splits sums of bits until nothing new comes out of it. */
  function deduce(state: State): void {
    for (let progress = true; progress; ) {
      progress = false;
      for (let index = 0; index < constraints.length; index += 1) {
        if (options.without?.has(index) === true || !isSumOfBits(state, index)) continue;
        const equation = linearize(state, index)!;
        if (equation.wires.length < 2) continue;
        const readings = splitIntoBits(equation.coefficients, mod(-equation.constant));
        if (readings === undefined) continue;
        const assign = (target: State, bits: readonly bigint[]) =>
          propagate(
            target,
            bits.flatMap((bit, at) => set(target, equation.wires[at]!, bit)),
          );
        const possible = readings.length < 2 ? readings : readings.filter((bits) => isPossible(state, bits, assign));
        if (possible.length === 0) throw new Contradiction();
        if (possible.length > 1) continue;
        assign(state, possible[0]!);
        progress = true;
      }
    }
  }

  function isPossible(
    state: State,
    bits: readonly bigint[],
    assign: (target: State, bits: readonly bigint[]) => void,
  ): boolean {
    try {
      assign({ values: [...state.values], open: state.open.slice(), factors: state.factors.slice() }, bits);
      return true;
    } catch (error) {
      if (error instanceof Contradiction) return false;
      throw error;
    }
  }

  function isSumOfBits(state: State, index: number): boolean {
    const { open } = state;
    const [openA, openB, openC] = [open[3 * index]!, open[3 * index + 1]!, open[3 * index + 2]!];
    if ((openA > 0 && openB > 0) || openA + openB + openC < 2) return false;
    const { a, b, c } = constraints[index]!;
    const isBit = (wire: number) => state.values[wire] !== undefined || isBoolean[wire] === 1;
    return a.wires.every(isBit) && b.wires.every(isBit) && c.wires.every(isBit);
  }
}
