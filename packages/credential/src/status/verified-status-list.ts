import { z } from 'zod';

import { StatusListError } from './status-list-error.ts';

/** Another list of the same issuer that speaks of the same indexes. */
export type CompanionList = { purpose: 'revocation' | 'suspension'; uri: string };

/** A status list whose signature, source and time were checked. */
export type VerifiedStatusList = {
  /** Unix seconds. */
  issuedAt: number;
  /** Which of two lists of one date is the newer; 0 where the issuer does not say. */
  sequence: number;
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

/** Member `sequence` of a list, an extension of ours; absent in a foreign list, whose date alone orders it. */
export const zSequence = z.int().nonnegative().default(0);

/** When a list was made: all that is kept of one that was seen. */
export type ListMark = Pick<VerifiedStatusList, 'issuedAt' | 'sequence'>;

/** Whether a list was made before another: by its date, and by its sequence where the dates are one. */
export function isOlderList(list: ListMark, other: ListMark): boolean {
  if (list.issuedAt !== other.issuedAt) return list.issuedAt < other.issuedAt;
  return list.sequence < other.sequence;
}

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
