/** Repeatable choices: the same seed makes the same run, so that a failure can be seen again. */
export type SeededChoice = {
  /** Whole number from 0 to below the bound. */
  below(bound: number): number;
  pick<T>(from: readonly T[]): T;
};

/** A small generator (mulberry32) for tests; not for secrets. */
export function createSeededChoice(seed: number): SeededChoice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return { below, pick: (from) => from[below(from.length)]! };
}
