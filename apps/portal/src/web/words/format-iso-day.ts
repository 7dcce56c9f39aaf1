import { formatDay } from '@postern/ui';

/** "3 May 2027" of `2027-05-03`; a day has no time zone. */
export function formatIsoDay(isoDay: string): string {
  return formatDay({ at: Date.parse(`${isoDay}T00:00:00Z`) / 1000, timeZone: 'UTC' });
}
