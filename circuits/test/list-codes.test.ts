import { expect, test } from 'vitest';

import { createSeededRandom } from './fixture.ts';
import { compileTemplate } from './support/compile-template.ts';
import { askAboutCode, CODES, POSITIONS } from './support/list-every-code.ts';

test('every code is seen at a random position of the list, and every position with random codes', async () => {
  // The product of both is in list-codes.slow.test.ts.
  const template = await compileTemplate({ main: 'SetPredicate(48)', include: 'predicates/set-predicate.circom' });
  const random = createSeededRandom(1_022);
  const pairs = [
    ...CODES.map((code) => [code, random.below(48)] as const),
    ...POSITIONS.flatMap((position) => [1, 2, 3].map(() => [1 + random.below(1_022), position] as const)),
  ];
  expect(pairs.map(([code, position]) => askAboutCode(template, code, position)).filter(Boolean)).toEqual([]);
}, 120_000);
