import { PERSON_SLOT } from '@postern/credential';
import { dateNumberFromUnixSeconds } from '@postern/primitives';

import { type CompiledPolicy, RANGE_OFFSET, type RangePredicate, type SetPredicate } from './compiled-policy.ts';
import {
  type DescribeOptions,
  describeFlags,
  describeIssuers,
  describeRange,
  describeSet,
} from './describe-predicate.ts';
import type { ExplainPolicyOptions } from './explain-policy.ts';

export type EvaluatePolicyOptions = ExplainPolicyOptions & {
  compiled: CompiledPolicy;
  /** The 16 attribute values in slot order. */
  attributes: readonly bigint[];
  issuerId: number;
  /** Unix seconds; the day is that of this moment in UTC. */
  now: number;
};

export type PolicyEvaluation = {
  satisfied: boolean;
  /** Sentences of the conditions that do not hold. */
  failed: string[];
};

/**
 * Whether a credential satisfies a policy, computed plainly: what the wallet asks before it spends seconds on a proof,
 * and the oracle that the circuit is tested against. Schema equality is the caller's check.
 */
export function evaluatePolicy(options: EvaluatePolicyOptions): PolicyEvaluation {
  const { compiled, attributes, issuerId, now } = options;
  const describe: DescribeOptions = {
    schemaId: compiled.schemaId,
    locale: options.locale ?? 'en',
    issuerNames: options.issuerNames ?? {},
  };
  const flags = attributes[PERSON_SLOT.flags]!;
  const isAccepted = issuerId >= 0 && issuerId < 128 && ((compiled.issuerMask >> BigInt(issuerId)) & 1n) === 1n;
  const failed = [
    ...compiled.ranges
      .filter((range) => !holdsRange(range, attributes, now))
      .map((range) => describeRange(range, describe)),
    ...compiled.sets.filter((set) => !holdsSet(set, attributes)).map((set) => describeSet(set, describe)),
    ...describeFlags(compiled.flagsRequired & ~flags, compiled.flagsForbidden & flags, describe),
    ...(flags >> 32n === 0n ? [] : ['The flags fit 32 bits.']),
    ...(isAccepted ? [] : [describeIssuers(compiled.issuerMask, describe)]),
  ];
  return { satisfied: failed.length === 0, failed };
}

function holdsRange(range: RangePredicate, attributes: readonly bigint[], now: number): boolean {
  const value = attributes[range.slot]!;
  if (value < 0n || value >= RANGE_OFFSET) return false;
  const compared = {
    absolute: value,
    age: RANGE_OFFSET + BigInt(dateNumberFromUnixSeconds(now)) - value,
    since: RANGE_OFFSET + BigInt(now) - value,
  }[range.mode];
  return range.lo <= compared && compared <= range.hi;
}

function holdsSet(set: SetPredicate, attributes: readonly bigint[]): boolean {
  const isListed = set.codes.some((code) => set.slots.some((slot) => attributes[slot] === BigInt(code)));
  return isListed === (set.mode === 'in');
}
