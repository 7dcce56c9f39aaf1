import type { StatusTimes } from './status-times.ts';

export type AnchorTimes = Pick<StatusTimes, 'anchorInterval' | 'confirmation'>;

/**
 * How long a decision waits for the chain at worst, in seconds. One anchor is on its way at a time: a decision that just
 * missed one waits until that is in a block, for the round that notices, and for the round that sends its own.
 *
 * @param options.roundMs pause between two rounds of the anchor worker, milliseconds
 * @param options.confirmation longest time in which the chain includes a transaction, seconds
 */
export function computeAnchorTimes(options: { roundMs: number; confirmation: number }): AnchorTimes {
  const { roundMs, confirmation } = options;
  return { anchorInterval: confirmation + Math.ceil((2 * roundMs) / 1000), confirmation };
}
