const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 hours ago", "in 2 days", "just now". Both times in unix seconds. */
export function formatRelativeTime(options: { at: number; now: number; locale?: string }): string {
  const { at, now, locale = 'en' } = options;
  const difference = at - now;
  const found = units.find(([, seconds]) => Math.abs(difference) >= seconds);
  if (found === undefined) return 'just now';
  const [unit, seconds] = found;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(difference / seconds), unit);
}

/** "3 May 2027, 02:00": day and time in the reader's zone. `at` in unix seconds. */
export function formatShortTime(options: { at: number; locale?: string; timeZone?: string }): string {
  const { at, locale = 'en-GB', timeZone } = options;
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at * 1000);
}

/** Day, time and zone, for hovering and for print. `at` in unix seconds. */
export function formatExactTime(options: { at: number; locale?: string; timeZone?: string }): string {
  const { at, locale = 'en-GB', timeZone } = options;
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'long',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at * 1000);
}

/**
 * "30 June 2027" for what ends at the midnight after it, in UTC: an end is the first second that no longer counts, and
 * "valid until" a day holds through its last second. `end` in unix seconds.
 */
export function formatLastDay(end: number): string {
  return formatDay({ at: end - 1, timeZone: 'UTC' });
}

/** "Monday, 3 May 2027 at 02:00 CEST": the end of what somebody agrees to. `at` in unix seconds. */
export function formatMoment(options: { at: number; locale?: string; timeZone?: string }): string {
  const { at, locale = 'en-GB', timeZone } = options;
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at * 1000);
}

/** "3 May 2027". `at` in unix seconds. */
export function formatDay(options: { at: number; locale?: string; timeZone?: string }): string {
  const { at, locale = 'en-GB', timeZone } = options;
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at * 1000);
}
