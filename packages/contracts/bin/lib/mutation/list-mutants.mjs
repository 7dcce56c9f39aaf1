import { createHash } from 'node:crypto';

import { maskSource } from './mask-source.mjs';
import { OPERATORS } from './operators.mjs';

/**
 * Every mutant of one source file, in the order of the text. An id names the operator, the line's text and which of its
 * equals it is, so that edits elsewhere in the file leave it alone.
 *
 * @param {{ file: string, source: string }} options
 * @returns {{ id: string, file: string, line: number, operator: string, start: number, end: number, original: string, replacement: string }[]}
 */
export function listMutants({ file, source }) {
  const masked = maskSource(source);
  const seen = new Map();
  const found = OPERATORS.filter(({ skip }) => !skip?.(file))
    .flatMap(({ name, pattern, replace }) =>
      [...masked.matchAll(pattern)].flatMap((match) =>
        replace(match).map((replacement) => ({
          operator: name,
          start: match.index,
          end: match.index + match[0].length,
          original: source.slice(match.index, match.index + match[0].length),
          replacement,
        })),
      ),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
  return found.map((mutant) => {
    const line = source.slice(0, mutant.start).split('\n').length;
    const text = source.split('\n')[line - 1].trim();
    const key = `${file} ${mutant.operator} ${text} ${mutant.original} ${mutant.replacement}`;
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    const id = createHash('sha256').update(`${key} ${nth}`).digest('hex').slice(0, 12);
    return { id, file, line, ...mutant };
  });
}

/** The source with the mutant in it. */
export function applyMutant({ source, mutant }) {
  return source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end);
}
