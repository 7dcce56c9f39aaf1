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

  test('a second nationality counts in both directions', () => {
    expect(evaluate({ nationality: { notIn: ['IR'] }, issuers: [1] }, { 2: 364n }).satisfied).toBe(false);
    expect(evaluate({ nationality: { in: ['IR'] }, issuers: [1] }, { 2: 364n }).satisfied).toBe(true);
    expect(evaluate({ nationality: { notIn: ['IR'] }, issuers: [1] }, { 2: 0n }).satisfied).toBe(false);
    expect(evaluate({ nationality: { notIn: ['IR'] }, issuers: [1] }, { 1: 999n }).satisfied).toBe(false);
  });
});
