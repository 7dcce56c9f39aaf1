import { dateNumberFromIso } from '@postern/primitives';

/**
 * Slot 11 of a document: its last day as YYYYMMDD, or 0 where none is printed. No made-up day takes its place: 0 lies
 * before every day, so that whoever asks for a document that has not expired does not get one of which nobody knows.
 *
 * @throws {DateNumberError} a day that does not exist
 */
export function encodeExpiry(expiresOn: string | null): number {
  return expiresOn === null ? 0 : dateNumberFromIso(expiresOn);
}
