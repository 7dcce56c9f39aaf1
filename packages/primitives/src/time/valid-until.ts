import { dateNumberFromIso } from './date-number.ts';

const DAY_MILLISECONDS = 86_400_000;

/**
 * The end of what is valid until a day, as a moment. One rule for documents, applications, credentials, policies and
 * cards: "valid until D" holds through the last second of D in UTC. Its end is the midnight after D and is the first
 * second that no longer counts (`now < end`), as `exp` of RFC 7519 §4.1.4 and `validUntil` of VCDM 2.0 §4.9 are read.
 *
 * @param lastDay `YYYY-MM-DD`
 * @returns unix seconds
 * @throws {DateNumberError} not a calendar day
 */
export function endOfDay(lastDay: string): number {
  dateNumberFromIso(lastDay);
  return (Date.parse(lastDay) + DAY_MILLISECONDS) / 1000;
}
