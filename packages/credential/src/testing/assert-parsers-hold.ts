import { PosternError } from '@postern/primitives';
import fc from 'fast-check';

import type { Parser } from './parsers.ts';

/** Text of any kind: noise, JSON, and accepted texts with parts changed, cut out, doubled or swapped. */
function textArbitrary(samples: readonly string[]): fc.Arbitrary<string> {
  const sample = fc.constantFrom(...samples);
  const mutated = fc
    .tuple(sample, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(4), fc.string({ maxLength: 4 })), { maxLength: 4 }))
    .map(([text, changes]) => changes.reduce(mutate, text));
  const parts = fc
    .tuple(sample, fc.constantFrom('.', '~', ':', ',', '"'), fc.nat(), fc.string())
    .map(([text, separator, at, replacement]) => {
      const pieces = text.split(separator);
      return pieces.with(at % pieces.length, replacement).join(separator);
    });
  const inner = sample.chain((text) => spoiledJson(text));
  return fc.oneof(fc.string({ unit: 'binary' }), fc.json(), mutated, parts, inner);
}

/** JSON, or a token whose base64url JSON part, with one member replaced by any value. */
function spoiledJson(text: string): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(), fc.nat(), fc.jsonValue({ maxDepth: 3 })).map(([part, member, value]) => {
    const spoil = (json: string): string => {
      const decoded = JSON.parse(json) as Record<string, unknown>;
      const names = Object.keys(decoded);
      return JSON.stringify({ ...decoded, [names[member % names.length] ?? 'x']: value });
    };
    const pieces = text.split('.');
    const at = part % pieces.length;
    try {
      if (text.startsWith('{')) return spoil(text);
      const spoiled = spoil(Buffer.from(pieces[at]!, 'base64url').toString());
      return pieces.with(at, Buffer.from(spoiled).toString('base64url')).join('.');
    } catch {
      return JSON.stringify({ value });
    }
  });
}

function mutate(text: string, [at, length, kind, noise]: [number, number, number, string]): string {
  const start = text.length === 0 ? 0 : at % text.length;
  const end = start + (length % 20);
  const [before, middle, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  return [before + noise + after, before + after, before + middle + middle + after, after + before, before][kind]!;
}

/** Every text is either read or refused with an error of our own: no crash, no hang. */
export async function assertParserHolds(parser: Parser, options: { runs: number; seed: number }): Promise<void> {
  await fc.assert(
    fc.asyncProperty(textArbitrary(parser.samples), async (text) => {
      try {
        await parser.parse(text);
      } catch (error) {
        if (!(error instanceof PosternError)) throw error;
      }
    }),
    { numRuns: options.runs, seed: options.seed },
  );
}
