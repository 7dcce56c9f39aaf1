import { isSealed, sealOfCredential, type StoredCredential } from '@postern/holder';
import { formatLastDay } from '@postern/ui';

const DAY = 86_400;
/** A credential that ends within this time is to be renewed. */
const SOON_SECONDS = 30 * DAY;

/**
 * When the first part of a credential ends, unix seconds: the first second that no longer counts. Undefined when nothing
 * of it ends.
 */
export function endOfCredential(credential: StoredCredential): number | undefined {
  const ends = [
    ...credential.documents.map(({ expiresAt }) => expiresAt),
    isSealed(credential) ? sealOfCredential(credential).validUntil : undefined,
  ].filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** "Valid until 30 June 2027". */
export function describeEnd(credential: StoredCredential): string {
  const end = endOfCredential(credential);
  return end === undefined ? 'No end date' : `Valid until ${formatLastDay(end)}`;
}

export type NearEnd = {
  /** One sentence about when. */
  sentence: string;
  /** Renewing may move the end; false when what is here was given so late already, or there is nothing to renew with. */
  mayRenew: boolean;
};

/** What to say of an end that is near or past; undefined when there is time. */
export function describeNearEnd(options: { credential: StoredCredential; now: number }): NearEnd | undefined {
  const { credential, now } = options;
  const end = endOfCredential(credential);
  if (end === undefined || end - now > SOON_SECONDS) return undefined;
  const mayRenew = credential.renewal !== undefined && credential.receivedAt < end - SOON_SECONDS;
  return { sentence: describeWhen(end, now), mayRenew };
}

function describeWhen(end: number, now: number): string {
  if (end <= now) return `This credential ran out on ${formatLastDay(end)}.`;
  const days = Math.floor((end - now) / DAY);
  if (days === 0) return 'This credential ends within a day.';
  return `This credential ends in ${days === 1 ? 'one day' : `${days} days`}, on ${formatLastDay(end)}.`;
}
