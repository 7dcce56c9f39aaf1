import { describe, expect, it } from 'vitest';

import { assertParserHolds } from './assert-parsers-hold.ts';
import { createParsers } from './parsers.ts';

const parsers = await createParsers();

describe.each(parsers)('reader of $name', (parser) => {
  // 10,000 texts for each reader; in parts, so that each ends in good time on a busy machine.
  it.each([1, 2, 3, 4])('holds against any text, part %i of 4', async (part) => {
    await assertParserHolds(parser, { runs: 2500, seed: 20_261_121 + part });
  });
});

/** Readers whose samples are beginnings only. */
const PARTIAL = new Set(['SD-JWT payload', 'DID configuration']);

describe.each(parsers.filter(({ name }) => !PARTIAL.has(name)))('reader of $name', ({ parse, samples }) => {
  it.each(samples.map((sample) => ({ sample })))('accepts what its mutations start from', async ({ sample }) => {
    await expect((async () => parse(sample))()).resolves.toBeDefined();
  });
});
