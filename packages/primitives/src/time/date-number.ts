import { PosternError } from '../error.ts';

export class DateNumberError extends PosternError<'ERR_DATE_NOT_A_DAY'> {}

/** Days of the Gregorian calendar written as YYYYMMDD, e.g. 20000229. */
export type DateNumber = number;

/** UTC calendar day of a moment. */
export function dateNumberFromUnixSeconds(unixSeconds: number): DateNumber {
  const date = new Date(unixSeconds * 1000);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/**
 * Reads an ISO 8601 calendar day (`YYYY-MM-DD`).
 *
 * @throws {DateNumberError} another shape, or a day that does not exist
 */
export function dateNumberFromIso(iso: string): DateNumber {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : undefined;
  if (date === undefined || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso) {
    throw new DateNumberError('ERR_DATE_NOT_A_DAY', 'Expected a calendar day written YYYY-MM-DD.');
  }
  return Number(iso.replaceAll('-', ''));
}

/** ISO 8601 text of a date number. */
export function dateNumberToIso(date: DateNumber): string {
  const digits = date.toString().padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}
