import { describe, it } from 'vitest';

import { assertHolderParserHolds, HOLDER_PARSERS } from './holder-parsers.ts';

describe.each(HOLDER_PARSERS)('the reader of $name', (parser) => {
  it('reads or refuses a hundred thousand texts', async () => {
    await assertHolderParserHolds(parser, { runs: 100_000, seed: Number(process.env.POSTERN_SEED ?? 1) });
  });
});
