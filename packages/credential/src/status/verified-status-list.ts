import { StatusListError } from './status-list-error.ts';

/** Another list of the same issuer that speaks of the same indexes. */
export type CompanionList = { purpose: 'revocation' | 'suspension'; uri: string };

/** A status list whose signature, source and time were checked. */
export type VerifiedStatusList = {
  /** Unix seconds. */
  issuedAt: number;
  /** Seconds it may be kept; infinite when it does not say. */
  life: number;
  /** Entries in it. */
  size: number;
  /** Value at an index inside it. */
  read: (index: number) => number;
  /** Lists that the issuer wants read with this one; none in a Token Status List, whose values say everything. */
  companions: readonly CompanionList[];
};

/** Bytes that a foreign list may unpack to: 2^21 entries of eight bits. */
export const MAX_LIST_BYTES = 1 << 21;

/** Seconds that a list may be kept: as long as it says, never beyond its end. */
export function readLife(options: {
  timeToLive: number | undefined;
  expiresAt: number | undefined;
  now: number;
}): number {
  const { timeToLive = Number.POSITIVE_INFINITY, expiresAt = Number.POSITIVE_INFINITY, now } = options;
  return Math.min(timeToLive, expiresAt - now);
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
