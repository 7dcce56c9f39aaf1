const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;

/**
 * The longest span that a policy may name: ten years. A time of 0 means "never" in a credential and lies further back
 * than this, so that no "within" accepts it.
 */
export const LONGEST_SPAN_SECONDS = 3_653n * 86_400n;

/** Seconds of an ISO 8601 duration of weeks, days, hours and minutes. The policy schema has checked the text. */
export function durationToSeconds(text: string): bigint {
  const [, weeks, days, hours, minutes] = DURATION.exec(text) ?? [];
  const part = (digits: string | undefined) => BigInt(digits ?? '0');
  return part(weeks) * 604_800n + part(days) * 86_400n + part(hours) * 3600n + part(minutes) * 60n;
}

/** The one way a span is written in canonical policies: whole days, else whole hours, else minutes. */
export function secondsToDuration(seconds: bigint): string {
  if (seconds % 86_400n === 0n) return `P${seconds / 86_400n}D`;
  return seconds % 3600n === 0n ? `PT${seconds / 3600n}H` : `PT${seconds / 60n}M`;
}

/** The span in words. */
export function describeSeconds(seconds: bigint): string {
  const [count, unit] =
    seconds % 86_400n === 0n
      ? [seconds / 86_400n, 'day']
      : seconds % 3600n === 0n
        ? [seconds / 3600n, 'hour']
        : seconds % 60n === 0n
          ? [seconds / 60n, 'minute']
          : [seconds, 'second'];
  return `${count} ${unit}${count === 1n ? '' : 's'}`;
}
