import { FLAG_BIT, type FlagName } from '@postern/credential';
import { compilePolicy, evaluatePolicy, layOutCircuitInputs, type PolicyInput } from '@postern/proof';

import { createFixture, createSeededRandom, NOW, PERSON_VALUES } from '../fixture.ts';
import { compileTemplate } from './compile-template.ts';
import { type WitnessCalculator, WitnessRefused } from './witness-calculator.ts';

export type OracleCase = { values: readonly bigint[]; policy: PolicyInput; issuerId: number; now: number };
export type OracleResult = {
  runs: number;
  seed: number;
  accepted: number;
  refused: number;
  /** Numbers of the runs in which circuit and evaluator differ. */
  disagreements: number[];
};

/** The circuit of the real build, with its public signals. */
export function compilePresentation(): ReturnType<typeof compileTemplate> {
  return compileTemplate({ publicInputs: ['scope', 'binding', 'now', 'today', 'expiresAt'] });
}

/** Both answers to one case: the plain evaluator's, and whether the circuit has a witness. */
export function askBoth(
  circuit: WitnessCalculator,
  { values, policy, issuerId, now }: OracleCase,
): { evaluator: boolean; circuit: boolean } {
  const compiled = compilePolicy({ policy });
  const { satisfied } = evaluatePolicy({ compiled, attributes: values, issuerId, now });
  try {
    circuit.calculate(layOutCircuitInputs(createFixture({ values, policy, issuerId, now })));
    return { evaluator: satisfied, circuit: true };
  } catch (error) {
    if (error instanceof WitnessRefused) return { evaluator: satisfied, circuit: false };
    throw error;
  }
}

/** Compares both on random cases; the same seed gives the same cases. */
export async function runOracle({ runs, seed }: { runs: number; seed: number }): Promise<OracleResult> {
  const circuit = await compilePresentation();
  const next = createOracleCases(seed);
  const result: OracleResult = { runs, seed, accepted: 0, refused: 0, disagreements: [] };
  for (let run = 0; run < runs; run += 1) {
    const answers = askBoth(circuit, next());
    if (answers.circuit) result.accepted += 1;
    else result.refused += 1;
    if (answers.circuit !== answers.evaluator) result.disagreements.push(run);
  }
  return result;
}

/** Random credentials and policies of a kind that makes both answers common. */
function createOracleCases(seed: number): () => OracleCase {
  const random = createSeededRandom(seed);
  const chance = (percent: number) => random.below(100) < percent;
  const pick = <T>(items: readonly T[]) => items[random.below(items.length)]!;
  const some = <T>(items: readonly T[], count: number) => [
    ...new Set(Array.from({ length: count }, () => pick(items))),
  ];
  const places = ['DE', 'FR', 'IR', 'KP', 'US'];
  const numeric = [276n, 250n, 364n, 408n, 840n, 0n, 999n];
  const requirable = (Object.keys(FLAG_BIT) as FlagName[]).filter(
    (name) => name !== 'test_data' && name !== 'birth_date_partial',
  );
  const levels = ['low', 'substantial', 'high'] as const;

  return () => {
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
    const requiredFlag = pick(requirable);
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
    return { values, policy, issuerId: pick([1, 2, 3, 127]), now: NOW };
  };
}
