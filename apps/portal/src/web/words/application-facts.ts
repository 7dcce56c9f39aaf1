import { formatIsoDay } from './format-iso-day.ts';

/** What an applicant states who lives nowhere in particular. */
export const NO_FIXED_ADDRESS = 'No fixed address';

/** Last day of a document. */
export function describeDocumentEnd(expiresOn: string | null): string {
  return expiresOn === null ? 'No end printed' : formatIsoDay(expiresOn);
}
