import { FLAG_BIT } from '@postern/credential';

/** How a range predicate reads its attribute: as it is, as years until today, or as seconds until now. */
export type RangeMode = 'absolute' | 'age' | 'since';

/** `lo ≤ rv ≤ hi`, with rv = value (absolute), 2^40 + today − value (age) or 2^40 + now − value (since). */
export type RangePredicate = { slot: number; mode: RangeMode; lo: bigint; hi: bigint };

/** `in`: one of the two attributes is listed. `notIn`: neither is. The list has exactly 48 entries, padded. */
export type SetPredicate = { slots: readonly [number, number]; mode: 'in' | 'notIn'; codes: readonly number[] };

/** A policy as the circuit sees it: exactly the values under the policy hash, neutral predicates included. */
export type CompiledPolicy = {
  schemaId: bigint;
  /** Four, used ones first in ascending order. */
  ranges: readonly RangePredicate[];
  /** Two, used ones first in ascending order. */
  sets: readonly SetPredicate[];
  /** Masks over the 32 flags of slot 7. */
  flagsRequired: bigint;
  flagsForbidden: bigint;
  /** Bit i = issuer i is accepted, 128 bits. */
  issuerMask: bigint;
};

export const RANGE_COUNT = 4;
export const SET_COUNT = 2;
export const SET_SIZE = 48;

/** Offset of age and since, so that values before and after today compare as non-negative integers. */
export const RANGE_OFFSET = 2n ** 40n;
export const RANGE_MAX = 2n ** 41n - 1n;
export const EVERY_ISSUER = 2n ** 128n - 1n;

export const RANGE_MODE_CODE = { absolute: 0n, age: 1n, since: 2n } as const satisfies Record<RangeMode, bigint>;
export const SET_MODE_CODE = { notIn: 0n, in: 1n } as const;

/** The predicate that every credential satisfies. */
export const NEUTRAL_RANGE: RangePredicate = { slot: 0, mode: 'absolute', lo: 0n, hi: RANGE_MAX };

const NEUTRAL_CODE = 1023;

/** The list that no credential meets: its code is outside every table. */
export const NEUTRAL_SET: SetPredicate = {
  slots: [0, 0],
  mode: 'notIn',
  codes: Array.from({ length: SET_SIZE }, () => NEUTRAL_CODE),
};

export function isNeutralRange(range: RangePredicate): boolean {
  return range.slot === 0 && range.mode === 'absolute' && range.lo === 0n && range.hi === RANGE_MAX;
}

export function isNeutralSet(set: SetPredicate): boolean {
  return set.mode === 'notIn' && set.codes.every((code) => code === NEUTRAL_CODE);
}

/** Whether credentials of made-up people may pass; a policy forbids them unless its author says otherwise. */
export function acceptsTestData(policy: Pick<CompiledPolicy, 'flagsForbidden'>): boolean {
  return ((policy.flagsForbidden >> BigInt(FLAG_BIT.test_data)) & 1n) === 0n;
}

/** Issuer ids of a mask, ascending. */
export function listIssuers(issuerMask: bigint): number[] {
  return Array.from({ length: 128 }, (_, id) => id).filter((id) => ((issuerMask >> BigInt(id)) & 1n) === 1n);
}
