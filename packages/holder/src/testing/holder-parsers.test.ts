import { describe, expect, it } from 'vitest';

import { assertHolderParserHolds, HOLDER_PARSERS } from './holder-parsers.ts';

/** Ten thousand texts over all readers; a hundred thousand for each of them run with the slow tests. */
const RUNS = Math.ceil(10_000 / HOLDER_PARSERS.length);

describe.each(HOLDER_PARSERS)('the reader of $name', (parser) => {
  it('reads or refuses any text', { timeout: 120_000 }, async () => {
    await assertHolderParserHolds(parser, { runs: RUNS, seed: 20_261_201 });
  });
});

/** Of these only the beginning is right: the rest needs a key or a passphrase. */
const PARTIAL = new Set(['signed request', 'backup file']);

it.each(HOLDER_PARSERS.filter(({ name }) => !PARTIAL.has(name)))(
  'the reader of $name takes its sample',
  async (parser) => {
    await expect((async () => parser.parse(parser.sample))()).resolves.toBeDefined();
  },
);
