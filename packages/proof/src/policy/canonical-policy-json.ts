import { canonicalizeJson, type JsonValue, parseStrictJson, StrictJsonError } from '@postern/primitives';

import { compilePolicy, parsePolicy } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { durationToSeconds, secondsToDuration } from './duration.ts';
import { PolicyError } from './policy-error.ts';
import type { Policy, PolicyInput } from './z-policy.ts';

/**
 * The one text of a policy (RFC 8785): lists sorted, spans in one unit, defaults and empty parts left out. This is
 * what the policy registry emits and what wallets read back.
 *
 * @throws {PolicyError} the policy does not compile
 */
export function canonicalPolicyJson(input: PolicyInput): string {
  const policy = parsePolicy(input);
  compilePolicy({ policy });
  const { schema, age, flags, issuers, screened, issued, rebound, ...rest } = policy;

  const canonical: { [member: string]: JsonValue } = {
    issuers: canonicalIssuers(issuers),
  };
  if (schema !== 'kyc-person/1') canonical['schema'] = schema;
  if (screened !== undefined) canonical['screened'] = { within: canonicalDuration(screened.within) };
  if (issued !== undefined) canonical['issued'] = { within: canonicalDuration(issued.within) };
  if (rebound !== undefined) canonical['rebound'] = { notWithin: canonicalDuration(rebound.notWithin) };
  if (age !== undefined) canonical['age'] = canonicalAge(age);
  const canonicalFlagLists = canonicalFlags(flags, impliedFlags(policy));
  if (canonicalFlagLists !== undefined) canonical['flags'] = canonicalFlagLists;
  for (const [part, condition] of Object.entries(rest)) {
    if (condition !== undefined) canonical[part] = canonicalCondition(condition);
  }
  return canonicalizeJson(canonical);
}

/**
 * Reads a policy from its canonical text and compiles it.
 *
 * @throws {PolicyError} not JSON, not canonical, or not a policy that compiles
 */
export function parseCanonicalPolicy(text: string): CompiledPolicy {
  let policy: PolicyInput;
  try {
    policy = parsePolicy(parseStrictJson(text, { maxLength: 16_384 }));
  } catch (cause) {
    if (!(cause instanceof StrictJsonError)) throw cause;
    throw new PolicyError('ERR_POLICY_MALFORMED', 'The policy is not strict JSON.', { cause });
  }
  if (canonicalPolicyJson(policy) !== text) {
    throw new PolicyError('ERR_POLICY_NOT_CANONICAL', 'The policy text is not in canonical form.');
  }
  return compilePolicy({ policy });
}

function canonicalDuration(text: string): string {
  return secondsToDuration(durationToSeconds(text));
}

/** Country lists are sorted; other conditions have one form only. */
function canonicalCondition(condition: JsonValue | { [member: string]: JsonValue | undefined }): JsonValue {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) return condition;
  return Object.fromEntries(
    Object.entries(condition).flatMap(([member, value]) =>
      value === undefined ? [] : [[member, Array.isArray(value) ? value.toSorted() : value]],
    ),
  );
}

/** All 128 ids are every present and future issuer. */
function canonicalIssuers(issuers: Policy['issuers']): JsonValue {
  if (!Array.isArray(issuers)) return issuers;
  return issuers.length === 128 ? 'every-present-and-future' : issuers.toSorted((left, right) => left - right);
}

/** Limits that limit nothing are left out, unless nothing else is there. */
function canonicalAge({ atLeast, atMost }: NonNullable<Policy['age']>): JsonValue {
  if (atMost === undefined || (atLeast ?? 0) > 0) return canonicalCondition({ atLeast, atMost });
  return { atMost };
}

/** Flags that the policy forbids without saying so. */
function impliedFlags(policy: Policy): ReadonlySet<string> {
  const partial = policy.schema === 'kyc-person/1' ? 'birth_date_partial' : 'incorporation_date_partial';
  return new Set([
    ...(policy.testData === 'allowed' ? [] : ['test_data']),
    ...(policy.age?.atMost === undefined ? [] : [partial]),
  ]);
}

/** A plain list where nothing is forbidden, else both non-empty lists. */
function canonicalFlags(flags: Policy['flags'], implied: ReadonlySet<string>): JsonValue | undefined {
  const given = Array.isArray(flags) ? { required: flags } : (flags ?? {});
  const required = given.required ?? [];
  const forbidden = (given.forbidden ?? []).filter((name) => !implied.has(name));
  if (forbidden.length === 0) return required.length === 0 ? undefined : required.toSorted();
  return { forbidden: forbidden.toSorted(), ...(required.length === 0 ? {} : { required: required.toSorted() }) };
}
