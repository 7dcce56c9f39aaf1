const DAY = 86_400;
const WANTED_DAYS = [1, 7, 30, 90, 365];

/** A span of access that a person can choose: `expiresAt` is a UTC midnight, so that it is no fingerprint. */
export type DurationChoice = {
  /** Whole days that it lasts at least; 0 when it is less than one. */
  days: number;
  /** Unix seconds. */
  expiresAt: number;
};

/**
 * The durations that a policy and a credential allow, shortest first; empty when not even the next midnight is within.
 * Ends are rounded up, so that a day is a day at least; the last choice is the longest that there is. Through the last day
 * of a credential that is its own end.
 *
 * @param options.now unix seconds of the statement
 * @param options.validUntil unix seconds, the midnight after the credential's last day
 * @param options.presentEnd when the pass ends that the account has now: later ends are offered, or else that same one,
 *   and never an earlier one
 */
export function offerDurations(options: {
  now: number;
  maxPassLife: number;
  validUntil: number;
  presentEnd?: number | undefined;
}): readonly DurationChoice[] {
  const { now, maxPassLife, validUntil, presentEnd = 0 } = options;
  const latest = Math.floor(Math.min(now + maxPassLife, validUntil) / DAY) * DAY;
  const ends = WANTED_DAYS.map((days) => Math.ceil(now / DAY + days) * DAY).filter((end) => end < latest);
  const open = [...ends, latest].filter((end) => end > now);
  const later = open.filter((end) => end > presentEnd);
  return (later.length > 0 ? later : open.filter((end) => end === presentEnd)).map((expiresAt) => ({
    days: Math.floor((expiresAt - now) / DAY),
    expiresAt,
  }));
}
