import { expect, test } from 'vitest';

import { rebuildFromScratch } from './support/rebuild-from-scratch.ts';

test('circuit, keys and powers of tau come out bit for bit as committed', async () => {
  expect(await rebuildFromScratch()).toBe(true);
});
