import { readFileSync } from 'node:fs';

import { COUNTRY_CODES, FLAG_BIT } from '@postern/credential';
import { circuitManifest, type PolicyInput } from '@postern/proof';
import { beforeAll, describe, expect, test } from 'vitest';

import { NOW, PERSON_VALUES } from './fixture.ts';
import type { CompiledTemplate } from './support/compile-template.ts';
import { askBoth, compilePresentation, type OracleResult, runOracle } from './support/run-oracle.ts';

let circuit: CompiledTemplate;

beforeAll(async () => {
  circuit = await compilePresentation();
}, 240_000);

function agree(values: readonly bigint[], policy: PolicyInput, issuerId = 1, now = NOW): boolean {
  const answers = askBoth(circuit, { values, policy, issuerId, now });
  expect({ policy, values, accepted: answers.circuit }).toEqual({ policy, values, accepted: answers.evaluator });
  return answers.evaluator;
}

/** Made by `npm run circuits:oracle`. */
const RECORDED = JSON.parse(readFileSync(new URL('./oracle-result.json', import.meta.url), 'utf8')) as OracleResult & {
  sourceSha256: string;
};

test('the circuit and the plain evaluator agree on 200 random credentials and policies', async () => {
  // Another seed than that of the recorded run.
  const result = await runOracle({ runs: 200, seed: 4_711 });
  expect(result.disagreements).toEqual([]);
  // Both answers must occur, or the test would say nothing.
  expect(Math.min(result.accepted, result.refused)).toBeGreaterThanOrEqual(10);
}, 300_000);

test('the recorded run is of these sources, long enough, and without disagreement', () => {
  expect(RECORDED.sourceSha256).toBe(circuitManifest.sourceSha256);
  expect(RECORDED.runs).toBeGreaterThanOrEqual(2_000);
  expect(RECORDED.accepted + RECORDED.refused).toBe(RECORDED.runs);
  expect(Math.min(RECORDED.accepted, RECORDED.refused)).toBeGreaterThan(200);
  expect(RECORDED.disagreements).toEqual([]);
});

describe('boundary dates', () => {
  const adult: PolicyInput = { age: { atLeast: 18 }, issuers: [1] };
  const at = (iso: string) => Date.parse(iso) / 1000;

  test.each([
    ['today is the 18th birthday', 20_081_121n, '2026-11-21T00:00:00Z', true],
    ['the second before that day', 20_081_121n, '2026-11-20T23:59:59Z', false],
    ['born on 29 February, 28 February of a common year', 20_080_229n, '2026-02-28T12:00:00Z', false],
    ['born on 29 February, 1 March of a common year', 20_080_229n, '2026-03-01T00:00:00Z', true],
    ['born on 29 February, on 29 February', 20_100_229n, '2028-02-29T00:00:00Z', true],
    ['born in another century', 19_991_231n, '2026-11-21T12:00:00Z', true],
    ['born on 1 January 1900', 19_000_101n, '2026-11-21T12:00:00Z', true],
    ['an unknown birth date', 0n, '2026-11-21T12:00:00Z', false],
    ['born tomorrow', 20_261_122n, '2026-11-21T12:00:00Z', false],
    ['the last second of the birthday', 20_081_121n, '2026-11-21T23:59:59Z', true],
    ['the day after, at midnight UTC', 20_081_122n, '2026-11-22T00:00:00Z', true],
    ['a century that is no leap year: 28 February 2100', 20_820_228n, '2100-02-28T00:00:00Z', true],
    ['a century that is no leap year: the day before', 20_820_301n, '2100-02-28T23:59:59Z', false],
    ['a century that is no leap year: 1 March 2100', 20_820_301n, '2100-03-01T00:00:00Z', true],
    ['born on 29 February 2000, at 1 March 2018', 20_000_229n, '2018-03-01T00:00:00Z', true],
    ['the oldest person', 18_760_101n, '2026-12-31T12:00:00Z', true],
    ['older than anybody', 18_750_101n, '2026-12-31T12:00:00Z', false],
  ])('%s', (_, birthDate, now, accepted) => {
    // The screening and issue dates of the fixture play no part in this policy.
    expect(agree(PERSON_VALUES.with(0, birthDate), adult, 1, at(now))).toBe(accepted);
  });

  test.each([
    [20_080_229n, false],
    [19_660_101n, true],
    [19_601_122n, true],
    [19_601_121n, false],
  ])('at most 65 years: %s', (birthDate, accepted) => {
    const policy: PolicyInput = { age: { atLeast: 21, atMost: 65 }, issuers: [1] };
    expect(agree(PERSON_VALUES.with(0, birthDate), policy)).toBe(accepted);
  });

  test.each([
    ['the oldest accepted second', NOW - 30 * 86_400, true],
    ['one second older', NOW - 30 * 86_400 - 1, false],
    ['a minute in the future', NOW + 60, true],
    ['a minute and a second in the future', NOW + 61, false],
    ['never screened', 0, false],
  ])('screening: %s', (_, screenedAt, accepted) => {
    const policy: PolicyInput = { screened: { within: 'P30D' }, issuers: [1] };
    expect(agree(PERSON_VALUES.with(8, BigInt(screenedAt)), policy)).toBe(accepted);
  });

  test.each([
    ['ten years ago', NOW - 3_653 * 86_400, true],
    ['one second longer ago', NOW - 3_653 * 86_400 - 1, false],
    ['never screened', 0, false],
  ])('the longest span of a screening: %s', (_, screenedAt, accepted) => {
    const policy: PolicyInput = { screened: { within: 'P3653D' }, issuers: [1] };
    expect(agree(PERSON_VALUES.with(8, BigInt(screenedAt)), policy)).toBe(accepted);
  });

  test.each([
    ['its first second', '2026-11-21T00:00:00Z', true],
    ['its last second', '2026-11-21T23:59:59Z', true],
    ['the first second after it', '2026-11-22T00:00:00Z', false],
  ])('the last day of a document: %s', (_, now, accepted) => {
    const values = PERSON_VALUES.with(11, 20_261_121n);
    expect(agree(values, { document: { notExpired: true }, issuers: [1] }, 1, at(now))).toBe(accepted);
  });
});

describe('country lists', () => {
  test('the first, a middle and the last of 46 refused countries, and the second nationality', () => {
    const listed = COUNTRY_CODES.slice(0, 46);
    const policy: PolicyInput = { nationality: { notIn: listed }, issuers: [1] };
    for (const code of [20n, 56n, 184n, 0n, 999n]) {
      expect(agree(PERSON_VALUES.with(1, code), policy)).toBe(false);
      expect(agree(PERSON_VALUES.with(2, code), policy)).toBe(false);
    }
    expect(agree(PERSON_VALUES, policy)).toBe(true);
  });

  test.each<[bigint, PolicyInput['nationality'], boolean]>([
    [990n, { notIn: ['IR', 'KP'] }, true],
    [990n, { notIn: ['IR', 'XXA'] }, false],
    [990n, { in: ['DE', 'XXA'] }, true],
    [990n, { in: ['DE', 'XXB', 'XXC'] }, false],
    [991n, { in: ['XXB'] }, true],
    [992n, { notIn: ['XXA', 'XXB'] }, true],
    [999n, { notIn: ['IR'] }, false],
    [999n, { in: ['XXA', 'XXB', 'XXC'] }, false],
  ])('a person of the special nationality %s under %j: %s', (code, nationality, accepted) => {
    const values = PERSON_VALUES.with(1, code).with(2, code);
    expect(agree(values, { nationality: nationality!, issuers: [1] })).toBe(accepted);
  });

  test('a tax residence that is not stated is in no list, and outside of none', () => {
    for (const taxResidence of [{ in: ['DE'] }, { notIn: ['US'] }]) {
      expect(agree(PERSON_VALUES, { taxResidence, issuers: [1] })).toBe(true);
      expect(agree(PERSON_VALUES.with(13, 0n), { taxResidence, issuers: [1] })).toBe(false);
    }
  });

  test('a value that equals the neutral code is not what a list is padded with', () => {
    const policy: PolicyInput = { residence: { in: ['DE'] }, issuers: [1] };
    expect(agree(PERSON_VALUES.with(3, 1023n), policy)).toBe(false);
    expect(agree(PERSON_VALUES, policy)).toBe(true);
  });
});

test('credentials of made-up people are refused unless the policy admits them', () => {
  const madeUp = PERSON_VALUES.with(7, 1n << BigInt(FLAG_BIT.test_data));
  expect(agree(madeUp, { issuers: [1] })).toBe(false);
  expect(agree(madeUp, { issuers: [1], testData: 'allowed' })).toBe(true);
  // A policy that admits them does not ask for them.
  expect(agree(PERSON_VALUES, { issuers: [1], testData: 'allowed' })).toBe(true);
});
