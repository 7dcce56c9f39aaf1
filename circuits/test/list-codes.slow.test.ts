import { expect, test } from 'vitest';

import { compileTemplate } from './support/compile-template.ts';
import { askAboutCode, CODES, POSITIONS } from './support/list-every-code.ts';

test('every code 1 … 1022 is seen at every position of the list', async () => {
  const template = await compileTemplate({ main: 'SetPredicate(48)', include: 'predicates/set-predicate.circom' });
  const wrong: string[] = [];
  for (const code of CODES) {
    for (const position of POSITIONS) {
      const answer = askAboutCode(template, code, position);
      if (answer !== undefined) wrong.push(answer);
    }
  }
  expect(wrong).toEqual([]);
});
