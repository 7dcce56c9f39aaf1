import { readFileSync } from 'node:fs';

import { circuitManifest } from '@postern/proof';
import { describe, expect, test } from 'vitest';

import { createSeededRandom } from './fixture.ts';
import { isGrave } from './mutation/list-mutants.ts';
import { createMutationBench, listAllMutants, SUITE_FILES } from './mutation/try-mutants.ts';

const SAMPLE = 8;
const SMALL = /^(expiry|lib\/(at-most-bits|select|select-attribute)|predicates\/(flags|range|set)-predicate)\.circom$/;

describe('source mutants', () => {
  test('every source file has a suite', async () => {
    const files = new Set((await listAllMutants()).map((mutant) => mutant.file));
    files.delete('lib/domain-separators.circom');
    expect([...files].filter((file) => !SUITE_FILES.has(file))).toEqual([]);
  });

  test('a seeded few are killed or change nothing', async () => {
    const small = (await listAllMutants()).filter(
      (mutant) => SMALL.test(mutant.file) && /#(assign|drop|bound|hint)#/.test(mutant.id),
    );
    const random = createSeededRandom(88);
    const bench = await createMutationBench({ name: `test-${process.pid}` });
    try {
      for (let run = 0; run < SAMPLE; run += 1) {
        const mutant = small[random.below(small.length)]!;
        const { verdict } = await bench.tryMutant(mutant);
        expect({ id: mutant.id, verdict }).toEqual({
          id: mutant.id,
          verdict: expect.stringMatching(/^(killed|same)$/),
        });
      }
    } finally {
      await bench.close();
    }
  }, 240_000);
});

type Result = { sourceSha256: string; counts: Record<string, number>; results: Record<string, string> };
const file = new URL('../mutation/result.json', import.meta.url);

describe('the recorded mutation run', () => {
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Result;

  test('is of these sources and knows every mutant', async () => {
    expect(recorded.sourceSha256).toBe(circuitManifest.sourceSha256);
    expect(Object.keys(recorded.results)).toEqual((await listAllMutants()).map((mutant) => mutant.id));
  });

  test('left no survivor, and tried every mutant that loosens a constraint', () => {
    expect(recorded.counts['survived']).toBe(0);
    const grave = Object.entries(recorded.results).filter(([id]) => isGrave({ id }));
    expect(grave.filter(([, result]) => result === 'untried')).toEqual([]);
  });
});
