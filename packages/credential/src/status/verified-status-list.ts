import { StatusListError } from './status-list-error.ts';

/** A status list whose signature, source and time were checked. */
export type VerifiedStatusList = {
  /** Unix seconds. */
  issuedAt: number;
  /** Seconds it may be kept. */
  life: number;
  /** Entries in it. */
  size: number;
  /** Value at an index inside it. */
  read: (index: number) => number;
};

/** Bytes that a foreign list may unpack to: 2^21 entries of eight bits. */
export const MAX_LIST_BYTES = 1 << 21;

const DEFAULT_LIFE_SECONDS = 300;
const MAX_LIFE_SECONDS = 86_400;

/** Seconds that a list may be kept: as long as it says, never beyond its end nor a day. */
export function readLife(options: {
  timeToLive: number | undefined;
  expiresAt: number | undefined;
  now: number;
}): number {
  const { timeToLive = DEFAULT_LIFE_SECONDS, expiresAt = Number.POSITIVE_INFINITY, now } = options;
  return Math.min(timeToLive, expiresAt - now, MAX_LIFE_SECONDS);
}

/**
 * Value at an index.
 *
 * @throws {StatusListError} an index outside the list
 */
export function readStatusValue(list: VerifiedStatusList, index: number): number {
  if (!Number.isSafeInteger(index) || index < 0 || index >= list.size) {
    throw new StatusListError('ERR_STATUS_LIST_INDEX', 'The index is outside the list.');
  }
  return list.read(index);
}
