import type { CircuitInputs, SignalValue } from '@postern/proof';

export type SignalTree = bigint | readonly SignalTree[];
export type Signals = { readonly [name: string]: SignalTree };

/**
 * One attack on a template, or one honest use of it.
 * - `accepted`: with these inputs there is exactly one witness, with these outputs.
 * - `refused`: there is no witness with these values. Inputs may be left out (then: whatever they are), and signals
 *   inside the template may be named.
 * - `possible`: these values alone are not refused.
 */
export type Vector =
  | { name: string; expect: 'accepted'; signals: Signals; outputs: Signals }
  | { name: string; expect: 'refused' | 'possible'; signals: Signals };

/** What a template has to do, and what it must not let pass. */
export type AttackSuite = {
  /** Instantiation, e.g. `RegistryRoot(7)`. */
  main: string;
  /** File under `circuits/src` that holds the template. */
  file: string;
  publicInputs: string[];
  vectors: () => readonly Vector[] | Promise<readonly Vector[]>;
  /** Wires that may be free in an accepted witness, by the nature of the hint: the inverse of zero. */
  freeHints?: RegExp;
};

/** Decimal text, as the witness calculator reads it. */
export function toCircuitInputs(signals: Signals): CircuitInputs {
  const toText = (value: SignalTree): SignalValue =>
    typeof value === 'bigint' ? value.toString() : value.map((item) => toText(item));
  return Object.fromEntries(Object.entries(signals).map(([name, value]) => [name, toText(value)]));
}

/** Every element with its name in the symbol table: `main.codes[3]`. */
export function flattenSignals(signals: Signals): [name: string, value: bigint][] {
  const flatten = (name: string, value: SignalTree): [string, bigint][] =>
    typeof value === 'bigint' ? [[name, value]] : value.flatMap((item, index) => flatten(`${name}[${index}]`, item));
  return Object.entries(signals).flatMap(([name, value]) => flatten(`main.${name}`, value));
}

/** The bits of a number, lowest first. */
export function bitsOf(value: bigint, length: number): bigint[] {
  return Array.from({ length }, (_, bit) => (value >> BigInt(bit)) & 1n);
}

/** A field element per call, the same ones on every run. */
export function createElements(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return state ** 3n;
  };
}
