import { COUNTRY_CODES, ENTITY_FLAG_BIT, FLAG_BIT, NATIONALITY_CODES } from '@postern/credential';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { canonicalPolicyJson, parseCanonicalPolicy } from './canonical-policy-json.ts';
import { compilePolicy } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { explainPolicy } from './explain-policy.ts';
import { hashPolicy } from './hash-policy.ts';
import { PolicyError } from './policy-error.ts';
import type { PolicyInput } from './z-policy.ts';

const countries = fc.uniqueArray(fc.constantFrom(...COUNTRY_CODES), { minLength: 1, maxLength: 46 });
const countrySet = fc.oneof(
  countries.map((list) => ({ in: list })),
  countries.map((list) => ({ notIn: list })),
);
const nationalities = fc.uniqueArray(fc.constantFrom(...NATIONALITY_CODES.filter((code) => code !== 'XXX')), {
  minLength: 1,
  maxLength: 46,
});
const nationalitySet = fc.oneof(
  nationalities.map((list) => ({ in: list })),
  nationalities.map((list) => ({ notIn: list })),
);
const span = fc.oneof(
  fc.integer({ min: 1, max: 900 }).map((days) => `P${days}D`),
  fc.integer({ min: 1, max: 9_000 }).map((hours) => `PT${hours}H`),
  fc.integer({ min: 1, max: 90 }).map((weeks) => `P${weeks}W`),
);
const issuers = fc.oneof(
  fc.uniqueArray(fc.integer({ min: 0, max: 127 }), { minLength: 1, maxLength: 20 }),
  fc.constant('every-present-and-future' as const),
);
const age = fc.oneof(
  fc.integer({ min: 0, max: 120 }).map((atLeast) => ({ atLeast })),
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 60, max: 120 }))
    .map(([atLeast, atMost]) => ({ atLeast, atMost })),
);
const flagsOf = <Name extends string>(table: Record<Name, number>) =>
  fc
    .uniqueArray(fc.constantFrom(...(Object.keys(table) as Name[]).filter((name) => !/test_data|partial/.test(name))), {
      minLength: 2,
      maxLength: 6,
    })
    .map(([first, ...others]) => ({ required: others, forbidden: [first!] }));
const level = fc.constantFrom('low' as const, 'substantial' as const, 'high' as const).map((atLeast) => ({ atLeast }));
const times = { screened: span.map((within) => ({ within })), rebound: span.map((notWithin) => ({ notWithin })) };

const person = fc.record(
  {
    issuers,
    age,
    residence: countrySet,
    nationality: nationalitySet,
    assurance: level,
    flags: flagsOf(FLAG_BIT),
    ...times,
  },
  { requiredKeys: ['issuers'] },
);
const entity = fc.record(
  {
    schema: fc.constant('kyc-entity/1' as const),
    issuers,
    age,
    jurisdiction: countrySet,
    placeOfBusiness: countrySet,
    flags: flagsOf(ENTITY_FLAG_BIT),
    screened: times.screened,
    registration: fc.constant({ notExpired: true as const }),
  },
  { requiredKeys: ['schema', 'issuers'] },
);
const policies = fc.oneof(person, entity) as fc.Arbitrary<PolicyInput>;

/** The same policy, every object and list written the other way round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => reversed(item)).toReversed() as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, item]) => [name, reversed(item)]),
  ) as T;
}

/** Every way to change one value under the hash by the least. */
function neighbours(policy: CompiledPolicy): CompiledPolicy[] {
  const ranges = policy.ranges.flatMap((range, at) =>
    [
      { ...range, slot: range.slot ^ 1 },
      { ...range, mode: range.mode === 'age' ? ('since' as const) : ('age' as const) },
      { ...range, lo: range.lo ^ 1n },
      { ...range, hi: range.hi ^ 1n },
    ].map((changed) => ({ ...policy, ranges: policy.ranges.with(at, changed) })),
  );
  const sets = policy.sets.flatMap((set, at) =>
    [
      { ...set, slots: [set.slots[0] ^ 1, set.slots[1]] as const },
      { ...set, slots: [set.slots[0], set.slots[1] ^ 1] as const },
      { ...set, mode: set.mode === 'in' ? ('notIn' as const) : ('in' as const) },
      ...set.codes.map((code, index) => ({ ...set, codes: set.codes.with(index, code ^ 1) })),
    ].map((changed) => ({ ...policy, sets: policy.sets.with(at, changed) })),
  );
  const flags = Array.from({ length: 32 }, (_, bit) => 1n << BigInt(bit)).flatMap((bit) => [
    { ...policy, flagsRequired: policy.flagsRequired ^ bit },
    { ...policy, flagsForbidden: policy.flagsForbidden ^ bit },
  ]);
  const masks = Array.from({ length: 128 }, (_, id) => ({
    ...policy,
    issuerMask: policy.issuerMask ^ (1n << BigInt(id)),
  }));
  return [...ranges, ...sets, ...flags, ...masks, { ...policy, schemaId: policy.schemaId + 1n }];
}

describe('a policy', () => {
  test('has one compiled form, one text and one hash, however it is written', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const compiled = compilePolicy({ policy });
        expect(compilePolicy({ policy: reversed(policy) })).toEqual(compiled);
        const text = canonicalPolicyJson(policy);
        expect(canonicalPolicyJson(reversed(policy))).toBe(text);
        expect(parseCanonicalPolicy(text)).toEqual(compiled);
        expect(hashPolicy(parseCanonicalPolicy(text))).toBe(hashPolicy(compiled));
      }),
      { numRuns: 150 },
    );
  });

  test.each<[PolicyInput, PolicyInput]>([
    [{ issuers: [1], flags: { forbidden: ['test_data'] } }, { issuers: [1] }],
    [
      { issuers: [1], age: { atLeast: 0, atMost: 65 } },
      { issuers: [1], age: { atMost: 65 } },
    ],
    [
      { issuers: [1], age: { atMost: 65 }, flags: { forbidden: ['birth_date_partial', 'in_person'] } },
      { issuers: [1], age: { atMost: 65 }, flags: { forbidden: ['in_person'] } },
    ],
    [{ issuers: Array.from({ length: 128 }, (_, id) => id) }, { issuers: 'every-present-and-future' }],
  ])('has one text even where it says what holds anyway: %j', (wordy, plain) => {
    expect(hashPolicy(compilePolicy({ policy: wordy }))).toBe(hashPolicy(compilePolicy({ policy: plain })));
    expect(canonicalPolicyJson(wordy)).toBe(canonicalPolicyJson(plain));
  });

  test('does not allow test data and forbid them', () => {
    expect(() =>
      compilePolicy({ policy: { issuers: [1], testData: 'allowed', flags: { forbidden: ['test_data'] } } }),
    ).toThrow(expect.objectContaining({ code: 'ERR_POLICY_OVERLAP' }));
  });

  test('has another hash when any of its values is another', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const compiled = compilePolicy({ policy });
        const hashes = [compiled, ...neighbours(compiled)].map((each) => hashPolicy(each));
        expect(new Set(hashes).size).toBe(hashes.length);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  test('is put in words from its compiled values alone, one sentence a condition', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const sentences = explainPolicy(compilePolicy({ policy }));
        expect(sentences).toEqual(explainPolicy(parseCanonicalPolicy(canonicalPolicyJson(policy))));
        expect(new Set(sentences).size).toBe(sentences.length);
        for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
        // Nothing falls back to raw numbers.
        expect(sentences.filter((sentence) => /lies between|Flag \d|attribute \d/.test(sentence))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('of any other shape is refused with a code', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          compilePolicy({ policy: value as PolicyInput });
        } catch (error) {
          expect(error).toBeInstanceOf(PolicyError);
          return;
        }
        expect(value).toHaveProperty('issuers');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a policy for entities', () => {
  const refusal = (policy: PolicyInput) => {
    try {
      compilePolicy({ policy });
      return undefined;
    } catch (error) {
      return (error as PolicyError).code;
    }
  };

  test('has flags, words and parts of its own', () => {
    const compiled = compilePolicy({
      policy: {
        schema: 'kyc-entity/1',
        age: { atLeast: 2 },
        jurisdiction: { notIn: ['KP'] },
        registration: { notExpired: true },
        flags: ['beneficial_owners_verified', 'regulated'],
        issuers: [1],
      },
    });
    expect(explainPolicy(compiled)).toEqual([
      'Your credential is that of a legal entity.',
      'The entity is at least 2 years old.',
      'Your registration has not expired today.',
      'Your jurisdiction or headquarters country is none of 1 country: North Korea.',
      'Its beneficial owners were verified.',
      'The entity is a regulated institution.',
      'Your credential is not test data.',
      'You were checked by issuer 1.',
    ]);
  });

  test.each<[PolicyInput]>([
    [{ schema: 'kyc-entity/1', flags: ['not_pep'], issuers: [1] }],
    [{ flags: ['regulated'], issuers: [1] }],
    [{ registration: { notExpired: true }, issuers: [1] }],
    [{ schema: 'kyc-entity/1', document: { notExpired: true }, issuers: [1] }],
    [{ schema: 'kyc-entity/1', nationality: { notIn: ['KP'] }, issuers: [1] }],
  ])('refuses what the other schema has: %j', (policy) => {
    expect(refusal(policy)).toBe('ERR_POLICY_PART_NOT_IN_SCHEMA');
  });
});
