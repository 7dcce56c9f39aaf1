import { COUNTRY_CODES, FLAG_BIT, type FlagName } from '@postern/credential';
import { compilePolicy, evaluatePolicy, layOutCircuitInputs, type PolicyInput } from '@postern/proof';
import { beforeAll, describe, expect, test } from 'vitest';

import { createFixture, createSeededRandom, NOW, PERSON_VALUES } from './fixture.ts';
import { type CompiledTemplate, compileTemplate } from './support/compile-template.ts';
import { WitnessRefused } from './support/witness-calculator.ts';

/** Runs of the ordinary test; `POSTERN_ORACLE_RUNS` raises it. */
const RUNS = Number(process.env['POSTERN_ORACLE_RUNS'] ?? 200);
const SEED = Number(process.env['POSTERN_ORACLE_SEED'] ?? 20_261_121);

let circuit: CompiledTemplate;

beforeAll(async () => {
  circuit = await compileTemplate({ publicInputs: ['scope', 'binding', 'now', 'today', 'expiresAt'] });
}, 180_000);

function circuitAccepts(values: readonly bigint[], policy: PolicyInput, issuerId: number, now: number): boolean {
  try {
    circuit.calculate(layOutCircuitInputs(createFixture({ values, policy, issuerId, now })));
    return true;
  } catch (error) {
    if (error instanceof WitnessRefused) return false;
    throw error;
  }
}

function agree(values: readonly bigint[], policy: PolicyInput, issuerId = 1, now = NOW): boolean {
  const { satisfied } = evaluatePolicy({ compiled: compilePolicy({ policy }), attributes: values, issuerId, now });
  expect({ policy, values, accepted: circuitAccepts(values, policy, issuerId, now) }).toEqual({
    policy,
    values,
    accepted: satisfied,
  });
  return satisfied;
}

test(`the circuit and the plain evaluator agree on ${RUNS} random credentials and policies`, () => {
  const random = createSeededRandom(SEED);
  const chance = (percent: number) => random.below(100) < percent;
  const pick = <T>(items: readonly T[]) => items[random.below(items.length)]!;
  const some = <T>(items: readonly T[], count: number) => [
    ...new Set(Array.from({ length: count }, () => pick(items))),
  ];
  const places = ['DE', 'FR', 'IR', 'KP', 'US'];
  const numeric = [276n, 250n, 364n, 408n, 840n, 0n, 999n];
  const flagNames = Object.keys(FLAG_BIT) as FlagName[];
  const levels = ['low', 'substantial', 'high'] as const;
  let accepted = 0;

  for (let run = 0; run < RUNS; run += 1) {
    const nationality = pick(numeric);
    const values = PERSON_VALUES.with(
      0,
      BigInt((1940 + random.below(80)) * 10_000 + (1 + random.below(12)) * 100 + 1 + random.below(28)),
    )
      .with(1, nationality)
      .with(2, chance(70) ? nationality : pick(numeric))
      .with(3, pick(numeric))
      .with(5, BigInt(1 + random.below(3)))
      .with(7, chance(60) ? 3n : BigInt(random.below(2 ** 14)))
      .with(8, BigInt(NOW - random.below(60 * 86_400) + 120));
    const requiredFlag = pick(flagNames.filter((name) => name !== 'test_data' && name !== 'birth_date_partial'));
    const policy: PolicyInput = {
      issuers: some([1, 2, 3, 127], 3),
      ...(chance(60)
        ? { age: { atLeast: random.below(60), ...(chance(30) ? { atMost: 60 + random.below(60) } : {}) } }
        : {}),
      ...(chance(40) ? { assurance: { atLeast: pick(levels) } } : {}),
      ...(chance(40) ? { screened: { within: `P${1 + random.below(60)}D` } } : {}),
      ...(chance(40) ? { residence: chance(50) ? { notIn: some(places, 2) } : { in: some(places, 4) } } : {}),
      ...(chance(40) ? { nationality: chance(50) ? { notIn: some(places, 2) } : { in: some(places, 4) } } : {}),
      ...(chance(30) ? { flags: [requiredFlag] } : {}),
      ...(chance(30) ? { testData: 'allowed' as const } : {}),
    };
    if (agree(values, policy, pick([1, 2, 3, 127]))) accepted += 1;
  }
  // Both answers must occur, or the test would say nothing.
  expect(accepted).toBeGreaterThan(RUNS / 10);
  expect(accepted).toBeLessThan((RUNS * 9) / 10);
}, 300_000);

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
    ['expires today', 20_261_121n, true],
    ['expired yesterday', 20_261_120n, false],
  ])('document %s', (_, expiry, accepted) => {
    expect(agree(PERSON_VALUES.with(11, expiry), { document: { notExpired: true }, issuers: [1] })).toBe(accepted);
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

  test('a value that equals the neutral code is not what a list is padded with', () => {
    const policy: PolicyInput = { residence: { in: ['DE'] }, issuers: [1] };
    expect(agree(PERSON_VALUES.with(3, 1023n), policy)).toBe(false);
    expect(agree(PERSON_VALUES, policy)).toBe(true);
  });
});
