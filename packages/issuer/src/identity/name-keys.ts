import { joinRun, listRuns } from './align-parts.ts';
import { listDeletions } from './edit-distance.ts';
import type { NameForm } from './list-name-forms.ts';
import { extractConsonants } from './transliteration/consonants.ts';

type Parts = readonly string[];

/** Fewer consonants than that are the name of too many. */
export const MIN_CONSONANTS = 3;

const MAX_PARTS = 12;
const MAX_LETTERS = 100;

/** Whether a name is compared part by part. A longer one is compared as a whole only. */
export function isShort(parts: Parts): boolean {
  return parts.length <= MAX_PARTS && parts.join('').length <= MAX_LETTERS;
}

export function listConsonants(parts: Parts): string[] {
  return parts.map(extractConsonants).filter((consonants) => consonants !== '');
}

/** The letters of a name in the order of the alphabet: the same for any order of its parts, joined or not. */
export function sortLetters(parts: Parts): string {
  return [...parts.join('')].sort().join('');
}

/**
 * What a form is found by. Forms that {@link compareNameForms} calls equal have the same letters; close ones share the
 * consonants, or the letters but for one, or a part but for one letter, or a part that the other writes in several.
 */
export function listNameKeys({ parts }: NameForm): Set<string> {
  const keys = new Set([`letters|${sortLetters(parts)}`]);
  const consonants = sortLetters(listConsonants(parts));
  if (consonants.length >= MIN_CONSONANTS) keys.add(`consonants|${consonants}`);
  if (!isShort(parts)) return keys;
  for (const letters of listDeletions(sortLetters(parts))) keys.add(`letters|${letters}`);
  for (const part of parts.filter(({ length }) => length > 1)) {
    for (const rest of listDeletions(part)) keys.add(`part|${rest}`);
  }
  for (const run of listRuns(parts)) keys.add(`part|${joinRun(parts, run)}`);
  return keys;
}
