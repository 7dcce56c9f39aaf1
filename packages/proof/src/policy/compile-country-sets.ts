import { CountryError, countryNumeric, nationalityNumeric, PERSON_SLOT } from '@postern/credential';

import { NEUTRAL_SET, SET_COUNT, SET_SIZE, type SetPredicate } from './compiled-policy.ts';
import { PolicyError } from './policy-error.ts';
import type { Policy } from './z-policy.ts';

/**
 * Codes that stand for "not stated" and "not specified" (XXX): a list of refused countries refuses them too, and no list
 * can name them.
 */
export const UNKNOWN_CODES: readonly number[] = [0, 999];

/** The two slots that a country condition tests. Slots 1 to 3 and 13 mean the same kind of place in both schemas. */
const SLOTS = {
  nationality: [PERSON_SLOT.nationality, PERSON_SLOT.nationality2],
  jurisdiction: [PERSON_SLOT.nationality, PERSON_SLOT.nationality2],
  residence: [PERSON_SLOT.residence, PERSON_SLOT.residence],
  placeOfBusiness: [PERSON_SLOT.residence, PERSON_SLOT.residence],
  taxResidence: [PERSON_SLOT.taxResidence, PERSON_SLOT.taxResidence],
} as const satisfies Partial<Record<keyof Policy, readonly [number, number]>>;

/**
 * The two set predicates of a policy.
 *
 * @throws {PolicyError} more than two, an unknown country, a country twice, or a list longer than the circuit's
 */
export function compileCountrySets(policy: Policy): SetPredicate[] {
  const used = (Object.keys(SLOTS) as (keyof typeof SLOTS)[]).flatMap((part) => {
    const condition = policy[part];
    if (condition === undefined) return [];
    const [mode, countries] =
      'in' in condition ? (['in', condition.in] as const) : (['notIn', condition.notIn] as const);
    return [{ slots: SLOTS[part], mode, codes: compileCodes(part, mode, countries) }];
  });
  if (used.length > SET_COUNT) {
    throw new PolicyError('ERR_POLICY_TOO_MANY_SETS', 'One proof answers at most two country conditions.', {
      details: { limit: SET_COUNT, given: used.length },
    });
  }
  // Parts have different slots, so the first slot orders them.
  const ordered = used.toSorted((left, right) => left.slots[0] - right.slots[0]);
  return [...ordered, ...Array.from({ length: SET_COUNT - ordered.length }, () => NEUTRAL_SET)];
}

function compileCodes(part: string, mode: 'in' | 'notIn', countries: readonly string[]): number[] {
  const listed = countries.map((country) => toCode(part, country));
  if (new Set(listed).size !== listed.length) {
    throw new PolicyError('ERR_POLICY_OVERLAP', 'A country is named twice.', { details: { part } });
  }
  const codes = (mode === 'notIn' ? [...listed, ...UNKNOWN_CODES] : listed).toSorted((left, right) => left - right);
  if (codes.length > SET_SIZE) {
    throw new PolicyError('ERR_POLICY_LIST_TOO_LONG', 'The list has more countries than one proof can test.', {
      details: { part, limit: SET_SIZE - (mode === 'notIn' ? UNKNOWN_CODES.length : 0), given: listed.length },
    });
  }
  const last = codes.at(-1)!;
  return [...codes, ...Array.from({ length: SET_SIZE - codes.length }, () => last)];
}

/** People without a country have a code of their own as their nationality, and nowhere else. */
function toCode(part: string, country: string): number {
  const unknown = (cause?: unknown) =>
    new PolicyError('ERR_POLICY_COUNTRY_UNKNOWN', 'A country code is not one that this condition knows.', {
      cause,
      details: { part, country },
    });
  let code: number;
  try {
    code = part === 'nationality' ? nationalityNumeric(country) : countryNumeric(country);
  } catch (cause) {
    throw cause instanceof CountryError ? unknown(cause) : cause;
  }
  if (UNKNOWN_CODES.includes(code)) throw unknown();
  return code;
}
