import type { StatusTimes } from './status-times.ts';

export type AnchorTimes = Pick<StatusTimes, 'anchorInterval' | 'confirmation'>;

/**
 * Seconds until a round that a dead worker left is begun again: after 20 its job counts as dead, and that is seen within
 * 10. Then it waits for one more round.
 */
export const ANCHOR_RECOVERY_SECONDS = 30;

/** How often the queue looks for a job that is due, milliseconds: as often as rounds come, between these. */
const LOOK_MS = { shortest: 500, longest: 5_000 } as const;

/** For a round that notices, one that sends, and one that was left. */
const ROUNDS = 3;

/**
 * How long a decision waits for the chain at worst, in seconds. One anchor is on its way at a time: a decision that just
 * missed one waits until that is in a block, for the round that notices, and for the round that sends its own. A worker
 * may die in one of these rounds.
 *
 * @param options.roundMs pause between two rounds of the anchor worker, milliseconds
 * @param options.confirmation longest time in which the chain includes a transaction, seconds
 */
export function computeAnchorTimes(options: { roundMs: number; confirmation: number }): AnchorTimes {
  const { roundMs, confirmation } = options;
  const lookMs = Math.min(LOOK_MS.longest, Math.max(LOOK_MS.shortest, roundMs));
  const rounds = Math.ceil((ROUNDS * (roundMs + lookMs)) / 1000);
  return { anchorInterval: confirmation + rounds + ANCHOR_RECOVERY_SECONDS, confirmation };
}

/** From a decision until the chain has it, at worst, in seconds: what is later is an alarm. */
export function computeAnchorBound({ anchorInterval, confirmation }: AnchorTimes): number {
  return anchorInterval + confirmation;
}
