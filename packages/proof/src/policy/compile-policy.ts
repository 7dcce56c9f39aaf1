import type { z } from 'zod';

import {
  ASSURANCE_LEVEL,
  DILIGENCE_LEVEL,
  ENTITY_FLAG_BIT,
  FLAG_BIT,
  KYC_ENTITY_SCHEMA,
  KYC_PERSON_SCHEMA,
  PERSON_SLOT,
} from '@postern/credential';

import { compileCountrySets } from './compile-country-sets.ts';
import {
  type CompiledPolicy,
  EVERY_ISSUER,
  NEUTRAL_RANGE,
  RANGE_COUNT,
  RANGE_MAX,
  RANGE_MODE_CODE,
  RANGE_OFFSET,
  type RangePredicate,
} from './compiled-policy.ts';
import { durationToSeconds } from './duration.ts';
import { PolicyError } from './policy-error.ts';
import { type Policy, type PolicyInput, zPolicy } from './z-policy.ts';

/** Screening and issuance may lie this far in the future, for clocks that differ. */
const FUTURE_SECONDS = 60n;
/** Nobody is older: an unknown birth date (0) counts as far older than this and is refused. */
const OLDEST_AGE = 150n;

/**
 * Compiles a policy into the values that the circuit hashes and enforces. One meaning, one result: unused predicates
 * are neutral, used ones come first in ascending order, lists are sorted and unique.
 *
 * @throws {PolicyError} malformed, unsatisfiable, overlapping itself, or too large for the circuit; the code says which
 */
export function compilePolicy(options: { policy: PolicyInput }): CompiledPolicy {
  const policy = parsePolicy(options.policy);
  const flags = compileFlags(policy);
  return {
    schemaId: (policy.schema === 'kyc-person/1' ? KYC_PERSON_SCHEMA : KYC_ENTITY_SCHEMA).schemaId,
    ranges: compileRanges(policy, flags.required),
    sets: compileCountrySets(policy),
    flagsRequired: flags.required,
    flagsForbidden: flags.forbidden,
    issuerMask: compileIssuers(policy.issuers),
  };
}

/** @throws {PolicyError} not of the policy's shape, or a part that its schema does not have */
export function parsePolicy(input: unknown): Policy {
  const parsed = zPolicy.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new PolicyError('ERR_POLICY_MALFORMED', 'The policy is not written as the schema asks.', {
      details: { at: nameFirstFault(issue), reason: issue?.code ?? '' },
    });
  }
  const foreign = parsed.data.schema === 'kyc-person/1' ? ENTITY_PARTS : PERSON_PARTS;
  for (const part of foreign) {
    if (parsed.data[part] !== undefined) {
      throw new PolicyError('ERR_POLICY_PART_NOT_IN_SCHEMA', 'The credential schema has no such attribute.', {
        details: { part, schema: parsed.data.schema },
      });
    }
  }
  return parsed.data;
}

/** The part of the policy that an issue is about: `age.atLeast`, or the member that no policy has. */
function nameFirstFault(issue: z.core.$ZodIssue | undefined): string {
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...(issue?.path ?? []), ...unknown].join('.').slice(0, 64);
}

const ENTITY_PARTS = ['jurisdiction', 'placeOfBusiness', 'registration'] as const;
const PERSON_PARTS = ['nationality', 'residence', 'document'] as const;

function compileRanges(policy: Policy, flagsRequired: bigint): RangePredicate[] {
  const ranges: RangePredicate[] = [];
  const { age, assurance, diligence, screened, issued, rebound } = policy;
  const document = policy.document ?? policy.registration;
  if (age !== undefined) ranges.push(compileAge(age, flagsRequired));
  if (assurance !== undefined) ranges.push(atLeastLevel(PERSON_SLOT.assurance, ASSURANCE_LEVEL[assurance.atLeast]));
  if (diligence !== undefined) ranges.push(atLeastLevel(PERSON_SLOT.diligence, DILIGENCE_LEVEL[diligence.atLeast]));
  if (screened !== undefined) ranges.push(within(PERSON_SLOT.screenedAt, screened.within));
  if (issued !== undefined) ranges.push(within(PERSON_SLOT.issuedAt, issued.within));
  if (document !== undefined) {
    // today − expiry ≤ 0
    ranges.push({ slot: PERSON_SLOT.documentExpiry, mode: 'age', lo: 0n, hi: RANGE_OFFSET });
  }
  if (rebound !== undefined) {
    const lo = RANGE_OFFSET + durationToSeconds(rebound.notWithin);
    ranges.push({ slot: PERSON_SLOT.reboundAt, mode: 'since', lo, hi: RANGE_MAX });
  }
  if (ranges.length > RANGE_COUNT) {
    throw new PolicyError('ERR_POLICY_TOO_MANY_RANGES', 'One proof answers at most four range conditions.', {
      details: { limit: RANGE_COUNT, given: ranges.length },
    });
  }
  const used = ranges.toSorted(compareRanges);
  return [...used, ...Array.from({ length: RANGE_COUNT - used.length }, () => NEUTRAL_RANGE)];
}

function compileAge(age: NonNullable<Policy['age']>, flagsRequired: bigint): RangePredicate {
  const { atLeast, atMost } = age;
  if (atLeast === undefined && atMost === undefined) {
    throw new PolicyError('ERR_POLICY_MALFORMED', 'An age condition names a limit.', { details: { at: 'age' } });
  }
  const partial = 1n << BigInt(FLAG_BIT.birth_date_partial);
  if ((atMost !== undefined && (flagsRequired & partial) !== 0n) || (atLeast ?? 0) > (atMost ?? OLDEST_AGE)) {
    throw new PolicyError('ERR_POLICY_UNSATISFIABLE', 'No age satisfies the condition.', { details: { part: 'age' } });
  }
  return {
    slot: PERSON_SLOT.birthDate,
    mode: 'age',
    lo: RANGE_OFFSET + BigInt(atLeast ?? 0) * 10_000n,
    hi: RANGE_OFFSET + (BigInt(atMost ?? OLDEST_AGE) + 1n) * 10_000n - 1n,
  };
}

function atLeastLevel(slot: number, level: number): RangePredicate {
  return { slot, mode: 'absolute', lo: BigInt(level), hi: 3n };
}

function within(slot: number, duration: string): RangePredicate {
  const hi = RANGE_OFFSET + durationToSeconds(duration);
  return { slot, mode: 'since', lo: RANGE_OFFSET - FUTURE_SECONDS, hi };
}

/** Slot, then mode, then bounds. */
function compareRanges(left: RangePredicate, right: RangePredicate): number {
  const key = (range: RangePredicate) => [BigInt(range.slot), RANGE_MODE_CODE[range.mode], range.lo, range.hi];
  const [a, b] = [key(left), key(right)];
  const differs = a.findIndex((value, index) => value !== b[index]);
  return differs === -1 ? 0 : a[differs]! < b[differs]! ? -1 : 1;
}

function compileFlags(policy: Policy): { required: bigint; forbidden: bigint } {
  const given = Array.isArray(policy.flags) ? { required: policy.flags } : (policy.flags ?? {});
  const table = policy.schema === 'kyc-person/1' ? FLAG_BIT : ENTITY_FLAG_BIT;
  const required = flagMask(table, given.required ?? []);
  let forbidden = flagMask(table, given.forbidden ?? []);
  const testData = 1n << BigInt(FLAG_BIT.test_data);
  if (policy.testData === 'allowed' && (forbidden & testData) !== 0n) {
    throw new PolicyError('ERR_POLICY_OVERLAP', 'Test data are both allowed and forbidden.', {
      details: { part: 'testData' },
    });
  }
  if (policy.testData !== 'allowed') forbidden |= testData;
  // An upper age limit reads the exact birth date.
  if (policy.age?.atMost !== undefined) forbidden |= 1n << BigInt(FLAG_BIT.birth_date_partial);
  if ((required & forbidden) !== 0n) {
    throw new PolicyError('ERR_POLICY_UNSATISFIABLE', 'A flag is both required and forbidden.', {
      details: { part: 'flags' },
    });
  }
  return { required, forbidden };
}

function flagMask(table: Readonly<Record<string, number>>, names: readonly string[]): bigint {
  if (new Set(names).size !== names.length) {
    throw new PolicyError('ERR_POLICY_OVERLAP', 'A flag is named twice.', { details: { part: 'flags' } });
  }
  return names.reduce((mask, name) => {
    const bit = table[name];
    if (bit === undefined) {
      throw new PolicyError('ERR_POLICY_PART_NOT_IN_SCHEMA', 'The credential schema has no such flag.', {
        details: { part: 'flags', flag: name },
      });
    }
    return mask | (1n << BigInt(bit));
  }, 0n);
}

function compileIssuers(issuers: Policy['issuers']): bigint {
  if (issuers === 'every-present-and-future') return EVERY_ISSUER;
  if (new Set(issuers).size !== issuers.length) {
    throw new PolicyError('ERR_POLICY_OVERLAP', 'An issuer is named twice.', { details: { part: 'issuers' } });
  }
  return issuers.reduce((mask, id) => mask | (1n << BigInt(id)), 0n);
}
