import type { StatusFreshness } from '@postern/protocol';

/** How old a status is at a moment; the chain's clock may be ahead of ours. */
export function describeFreshness(options: { asOf: number; now: number; bound: number }): StatusFreshness {
  const { asOf, now, bound } = options;
  return { asOf, age: Math.max(0, now - asOf), bound };
}
