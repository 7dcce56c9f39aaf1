import { haveSameParts, isContained } from './align-parts.ts';
import { isWithinOneEdit } from './edit-distance.ts';
import type { NameForm } from './list-name-forms.ts';
import { isShort, listConsonants, MIN_CONSONANTS, sortLetters } from './name-keys.ts';

export type NameMatch = 'equal' | 'close';

/** Whether two forms are one name. Each match has its key in {@link listNameKeys}. */
export function compareNameForms(left: NameForm, right: NameForm): NameMatch | null {
  // The order makes the outcome the same whichever comes first.
  const [one, other] = [left.parts, right.parts].sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1)) as [
    NameForm['parts'],
    NameForm['parts'],
  ];
  if (areEqual(one, other)) return 'equal';
  if (left.withoutVowels !== right.withoutVowels && haveSameConsonants(one, other)) return 'close';
  if (!isShort(one) || !isShort(other)) return null;
  return areOneEditApart(one, other) || isContained(one, other) ? 'close' : null;
}

function areEqual(one: readonly string[], other: readonly string[]): boolean {
  if (sortLetters(one) !== sortLetters(other)) return false;
  const turned = new Set(turn(one));
  return (
    [...one].sort().join(' ') === [...other].sort().join(' ') ||
    turn(other).some((text) => turned.has(text)) ||
    (isShort(one) && isShort(other) && haveSameParts(one, other))
  );
}

function haveSameConsonants(one: readonly string[], other: readonly string[]): boolean {
  const [consonants, others] = [listConsonants(one), listConsonants(other)];
  return consonants.join('').length >= MIN_CONSONANTS && areEqual(consonants, others);
}

/** One edit in names whose parts are joined differently; where they are not, each part is looked at by itself. */
function areOneEditApart(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === other.length) return false;
  const texts = turn(other);
  return turn(one).some((text) => texts.some((candidate) => isWithinOneEdit(text, candidate)));
}

/** The name written together from each of its parts on: family name first or given name first. */
function turn(parts: readonly string[]): string[] {
  return parts.map((_, start) => [...parts.slice(start), ...parts.slice(0, start)].join(''));
}
