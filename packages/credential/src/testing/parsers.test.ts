import { describe, expect, it } from 'vitest';

import { assertParserHolds } from './assert-parsers-hold.ts';
import { createParsers } from './parsers.ts';

const parsers = await createParsers();

describe.each(parsers)('reader of $name', (parser) => {
  it('holds against any text', async () => {
    await assertParserHolds(parser, { runs: 200, seed: 20_261_121 });
  });
});

/** Readers whose samples are beginnings only. */
const PARTIAL = new Set(['SD-JWT payload', 'DID configuration']);

describe.each(parsers.filter(({ name }) => !PARTIAL.has(name)))('reader of $name', ({ parse, samples }) => {
  it.each(samples.map((sample) => ({ sample })))('accepts what its mutations start from', async ({ sample }) => {
    await expect((async () => parse(sample))()).resolves.toBeDefined();
  });
});
