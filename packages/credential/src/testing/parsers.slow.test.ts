import { describe, it } from 'vitest';

import { assertParserHolds } from './assert-parsers-hold.ts';
import { createParsers } from './parsers.ts';

const parsers = await createParsers();

describe.each(parsers)('reader of $name', (parser) => {
  it('holds against 100,000 texts', async () => {
    await assertParserHolds(parser, { runs: 100_000, seed: Number(process.env.POSTERN_SEED ?? 1) });
  });
});
