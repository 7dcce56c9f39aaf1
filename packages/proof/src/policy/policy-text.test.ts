import { describe, expect, test } from 'vitest';

import { canonicalPolicyJson, parseCanonicalPolicy } from './canonical-policy-json.ts';
import { compilePolicy } from './compile-policy.ts';
import { evaluatePolicy } from './evaluate-policy.ts';
import { explainPolicy } from './explain-policy.ts';
import { hashPolicy } from './hash-policy.ts';
import { policyWarnings } from './policy-warnings.ts';
import type { PolicyInput } from './z-policy.ts';

const NOW = Date.UTC(2026, 10, 21, 12) / 1000;

const POLICY: PolicyInput = {
  age: { atLeast: 18 },
  residence: { notIn: ['KP', 'IR'] },
  assurance: { atLeast: 'substantial' },
  screened: { within: 'PT720H' },
  flags: ['sanctions_clear'],
  issuers: [2, 1],
};

/** Born 29 February 2000, French, resident in Germany, checked a day ago. */
const PERSON = [20_000_229, 250, 250, 276, 0, 2, 2, 1, NOW - 86_400, NOW - 86_400, 1, 20_300_101, 5, 276, 0, 0].map(
  BigInt,
);

describe('canonical policy JSON', () => {
  test('is one text for one policy', () => {
    expect(canonicalPolicyJson(POLICY)).toBe(
      '{"age":{"atLeast":18},"assurance":{"atLeast":"substantial"},"flags":["sanctions_clear"],"issuers":[1,2],' +
        '"residence":{"notIn":["IR","KP"]},"screened":{"within":"P30D"}}',
    );
  });

  test('reads back to the same hash', () => {
    const compiled = parseCanonicalPolicy(canonicalPolicyJson(POLICY));
    expect(hashPolicy(compiled)).toBe(hashPolicy(compilePolicy({ policy: POLICY })));
  });

  test('of a long span in minutes reads back too', () => {
    const policy: PolicyInput = { issuers: [1], screened: { within: 'P3652DT1M' } };
    const text = canonicalPolicyJson(policy);
    expect(text).toBe('{"issuers":[1],"screened":{"within":"PT5258881M"}}');
    expect(parseCanonicalPolicy(text)).toEqual(compilePolicy({ policy }));
  });

  test.each([
    ['ERR_POLICY_NOT_CANONICAL', JSON.stringify(POLICY)],
    ['ERR_POLICY_NOT_CANONICAL', '{"issuers":[2,1]}'],
    ['ERR_POLICY_NOT_CANONICAL', '{"issuers":[1],"schema":"kyc-person/1"}'],
    ['ERR_POLICY_MALFORMED', '{"issuers":[1],"issuers":[1,2]}'],
    ['ERR_POLICY_MALFORMED', 'x'],
  ])('refuses with %s: %s', (code, text) => {
    expect(() => parseCanonicalPolicy(text)).toThrow(expect.objectContaining({ code }));
  });
});

describe('explainPolicy', () => {
  test('gives one sentence a condition, from hashed values alone', () => {
    expect(explainPolicy(compilePolicy({ policy: POLICY }), { issuerNames: { 1: 'Aurora Bank' } })).toEqual([
      'You are at least 18 years old.',
      'Your identity assurance is at least substantial.',
      'Your last sanctions screening was at most 30 days ago.',
      'Your residence is none of 2 countries: Iran, North Korea.',
      'You are clear of sanctions lists.',
      'Your credential is not test data.',
      'You were checked by one of 2 issuers: Aurora Bank, issuer 2.',
    ]);
  });

  test('says as openly that made-up people are accepted as that they are not', () => {
    const sentences = (policy: Partial<PolicyInput>) =>
      explainPolicy(compilePolicy({ policy: { issuers: [1], ...policy } })).slice(0, -1);
    expect(sentences({ testData: 'allowed' })).toEqual([
      'Your credential may be test data: made-up people are accepted.',
    ]);
    expect(sentences({})).toEqual(['Your credential is not test data.']);
    expect(sentences({ testData: 'allowed', flags: ['test_data'] })).toEqual(['Your credential is test data.']);
  });

  test('names people without a country in words, and says that what is refused must be stated', () => {
    const policy: PolicyInput = {
      nationality: { notIn: ['IR', 'XXA'] },
      taxResidence: { notIn: ['US'] },
      issuers: [1],
    };
    expect(explainPolicy(compilePolicy({ policy }))).toEqual([
      'Your nationality or second nationality is stated, and none of 2: Iran, Stateless person.',
      'Your tax residence is stated, and none of 1 country: United States.',
      'Your credential is not test data.',
      'You were checked by issuer 1.',
    ]);
  });

  test('names countries in the reader’s language', () => {
    expect(explainPolicy(compilePolicy({ policy: POLICY }), { locale: 'de' })).toContain(
      'Your residence is none of 2 countries: Iran, Nordkorea.',
    );
  });
});

describe('policyWarnings', () => {
  const codes = (policy: PolicyInput) => policyWarnings(compilePolicy({ policy })).map((warning) => warning.code);

  test('stays silent on an ordinary policy', () => {
    expect(codes(POLICY)).toEqual([]);
  });

  test('tells what gives the holder away', () => {
    expect(
      codes({
        age: { atLeast: 30, atMost: 32 },
        residence: { in: ['LI'] },
        testData: 'allowed',
        issuers: [1],
      }),
    ).toEqual(['WARN_POLICY_NARROW_RANGE', 'WARN_POLICY_TINY_SET', 'WARN_POLICY_ONE_ISSUER', 'WARN_POLICY_TEST_DATA']);
    expect(codes({ issuers: 'every-present-and-future' })).toEqual(['WARN_POLICY_FUTURE_ISSUERS']);
  });
});

describe('evaluatePolicy', () => {
  const evaluate = (policy: PolicyInput, changes: Record<number, bigint> = {}, issuerId = 1) =>
    evaluatePolicy({
      compiled: compilePolicy({ policy }),
      attributes: PERSON.map((value, slot) => changes[slot] ?? value),
      issuerId,
      now: NOW,
    });

  test('accepts a person who fits and names what does not', () => {
    expect(evaluate(POLICY)).toEqual({ satisfied: true, failed: [] });
    expect(evaluate(POLICY, { 3: 364n, 5: 1n }, 3).failed).toEqual([
      'Your identity assurance is at least substantial.',
      'Your residence is none of 2 countries: Iran, North Korea.',
      'You were checked by one of 2 issuers: issuer 1, issuer 2.',
    ]);
  });

  test.each([
    ['on the birthday', 20_081_121n, true],
    ['the day before', 20_081_122n, false],
    ['an unknown birth date', 0n, false],
    ['a birth date in the future', 20_270_101n, false],
  ])('age: %s', (_, birthDate, satisfied) => {
    expect(evaluate({ age: { atLeast: 18 }, issuers: [1] }, { 0: birthDate }).satisfied).toBe(satisfied);
  });

  test.each([
    [18, '2026-02-28T23:59:59Z', false],
    [18, '2026-03-01T00:00:00Z', true],
    [20, '2028-02-28T23:59:59Z', false],
    [20, '2028-02-29T00:00:00Z', true],
  ])('who was born on 29 February is %i at %s: %s', (atLeast, moment, satisfied) => {
    const { satisfied: held } = evaluatePolicy({
      compiled: compilePolicy({ policy: { age: { atLeast }, issuers: [1] } }),
      attributes: PERSON.map((value, slot) => (slot === 0 ? 20_080_229n : value)),
      issuerId: 1,
      now: Date.parse(moment) / 1000,
    });
    expect(held).toBe(satisfied);
  });

  test.each([
    ['the oldest accepted', NOW - 30 * 86_400, true],
    ['a second older', NOW - 30 * 86_400 - 1, false],
    ['a minute ahead', NOW + 60, true],
    ['further ahead', NOW + 61, false],
    ['never', 0, false],
  ])('screening: %s', (_, screenedAt, satisfied) => {
    expect(evaluate({ screened: { within: 'P30D' }, issuers: [1] }, { 8: BigInt(screenedAt) }).satisfied).toBe(
      satisfied,
    );
  });

  test.each<[string, bigint, boolean]>([
    ['ten years ago, to the second', BigInt(NOW - 3_653 * 86_400), true],
    ['a second longer ago', BigInt(NOW - 3_653 * 86_400 - 1), false],
    ['never', 0n, false],
  ])('the longest span of a screening: %s', (_, screenedAt, satisfied) => {
    const policy: PolicyInput = { screened: { within: 'P3653D' }, issuers: [1] };
    expect(evaluate(policy, { 8: screenedAt }).satisfied).toBe(satisfied);
  });

  test('a tax residence that is not stated is in no list, and outside of none', () => {
    const accepting: PolicyInput = { taxResidence: { in: ['DE'] }, issuers: [1] };
    const refusing: PolicyInput = { taxResidence: { notIn: ['US'] }, issuers: [1] };
    expect([evaluate(accepting).satisfied, evaluate(refusing).satisfied]).toEqual([true, true]);
    expect(evaluate(accepting, { 13: 0n }).satisfied).toBe(false);
    expect(evaluate(refusing, { 13: 0n }).satisfied).toBe(false);
  });

  const nationalities = (code: bigint) => ({ 1: code, 2: code });

  test.each<[string, bigint, PolicyInput['nationality'], boolean]>([
    ['a stateless person', 990n, { notIn: ['IR', 'KP'] }, true],
    ['a stateless person', 990n, { notIn: ['IR', 'XXA'] }, false],
    ['a stateless person', 990n, { in: ['DE', 'XXA'] }, true],
    ['a stateless person', 990n, { in: ['DE', 'XXB', 'XXC'] }, false],
    ['a refugee of the Convention', 991n, { in: ['XXB'] }, true],
    ['a refugee of the Convention', 991n, { notIn: ['XXB'] }, false],
    ['another refugee', 992n, { notIn: ['XXA', 'XXB'] }, true],
    ['another refugee', 992n, { in: ['XXA', 'XXB'] }, false],
    ['somebody of no specified nationality', 999n, { notIn: ['IR'] }, false],
    ['somebody of no specified nationality', 999n, { in: ['XXA', 'XXB', 'XXC'] }, false],
  ])('%s (%s) under %j: %s', (_, code, nationality, satisfied) => {
    expect(evaluate({ nationality: nationality!, issuers: [1] }, nationalities(code)).satisfied).toBe(satisfied);
  });

  test.each([
    [{ age: { atLeast: 'eighteen' } }, 'age.atLeast'],
    [{ colour: 'blue' }, 'colour'],
    [{ residence: { in: ['de'] } }, 'residence.in.0'],
    [{ age: {} }, 'age'],
  ])('%j is refused by the name of its wrong part', (policy, at) => {
    expect(() => evaluate({ issuers: [1], ...policy } as PolicyInput)).toThrow(
      expect.objectContaining({ code: 'ERR_POLICY_MALFORMED', details: expect.objectContaining({ at }) }),
    );
  });

  test('a document without a printed end is none that has not expired', () => {
    const policy: PolicyInput = { document: { notExpired: true }, issuers: [1] };
    expect([evaluate(policy).satisfied, evaluate(policy, { 11: 0n }).satisfied]).toEqual([true, false]);
    expect(evaluate({ issuers: [1] }, { 11: 0n }).satisfied).toBe(true);
  });

  test.each<[PolicyInput['nationality'], boolean]>([
    [{ in: ['FR'] }, true],
    [{ in: ['MA'] }, false],
    [{ notIn: ['KP'] }, false],
  ])('of somebody with more than two nationalities, the first of them FR, %j: %s', (nationality, satisfied) => {
    expect(evaluate({ nationality: nationality!, issuers: [1] }, { 1: 250n, 2: 999n }).satisfied).toBe(satisfied);
  });

  test('credentials of made-up people are refused unless the policy says otherwise', () => {
    expect(evaluate({ issuers: [1] }, { 7: 1n << 12n }).satisfied).toBe(false);
    expect(evaluate({ issuers: [1], testData: 'allowed' }, { 7: 1n << 12n }).satisfied).toBe(true);
  });

  test('a second nationality counts in both directions', () => {
    expect(evaluate({ nationality: { notIn: ['IR'] }, issuers: [1] }, { 2: 364n }).satisfied).toBe(false);
    expect(evaluate({ nationality: { in: ['IR'] }, issuers: [1] }, { 2: 364n }).satisfied).toBe(true);
    expect(evaluate({ nationality: { notIn: ['IR'] }, issuers: [1] }, { 2: 0n }).satisfied).toBe(false);
    expect(evaluate({ nationality: { notIn: ['IR'] }, issuers: [1] }, { 1: 999n }).satisfied).toBe(false);
  });
});
