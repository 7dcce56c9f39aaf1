const DAY = 86_400;
const WANTED_DAYS = [1, 7, 30, 90, 365];

/** A span of access that a person can choose: `expiresAt` is a UTC midnight, so that it is no fingerprint. */
export type DurationChoice = { days: number; expiresAt: number };

/**
 * The durations that a policy and a credential allow, shortest first; empty when not even the next midnight is within.
 * Through the last day of a credential that is its own end.
 *
 * @param options.now unix seconds of the statement
 * @param options.validUntil unix seconds, the midnight after the credential's last day
 */
export function offerDurations(options: {
  now: number;
  maxPassLife: number;
  validUntil: number;
}): readonly DurationChoice[] {
  const limit = Math.min(options.now + options.maxPassLife, options.validUntil);
  const longest = (floorToDay(limit) - floorToDay(options.now)) / DAY;
  const days = [...WANTED_DAYS.filter((wanted) => wanted < longest), ...(longest >= 1 ? [longest] : [])];
  return days.map((count) => ({ days: count, expiresAt: floorToDay(options.now) + count * DAY }));
}

function floorToDay(unixSeconds: number): number {
  return Math.floor(unixSeconds / DAY) * DAY;
}
