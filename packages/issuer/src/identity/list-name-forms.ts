import type { ApplicationData } from '@postern/protocol';

import { leavesOutVowels } from './transliteration/consonants.ts';
import { listCyrillicRomanisations } from './transliteration/cyrillic.ts';
import { listGreekRomanisations } from './transliteration/greek.ts';
import { listLatinRomanisations } from './transliteration/latin.ts';
import { romanise } from './transliteration/romanise.ts';

/** One way of writing a name in capital Latin letters, given names first as they were stated. */
export type NameForm = {
  parts: readonly string[];
  /** The name comes from a script that leaves out vowels. */
  withoutVowels: boolean;
};

/** More forms than any real name has; it bounds the work that a made-up one causes. */
const MAX_FORMS = 12;

/** Written inside a word and no letter of it: apostrophes, middle dot, invisible characters. */
const JOINERS = /['`´‘’‛′＇ʹʺʻʼʽʾʿˈˊˋ՚׳״·\p{Cf}]/gu;

/** Hebrew, Arabic and Syriac vowel signs, which names are written without as a rule. */
const VOWEL_SIGNS =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a]/g;

/** Every form of a name: by each romanisation that fits its script, and of the stated Latin name. */
export function listNameForms(name: Pick<ApplicationData, 'givenName' | 'familyName' | 'latinName'>): NameForm[] {
  const forms = new Map<string, NameForm>();
  for (const text of [name.latinName ?? '', `${name.givenName} ${name.familyName}`]) {
    const words = splitWords(text);
    const joined = words.join(' ');
    const romanisations = [listLatinRomanisations, listCyrillicRomanisations, listGreekRomanisations];
    for (const romanisation of words.length === 0 ? [] : romanisations.flatMap((list) => list(joined))) {
      const parts = words.map((word) => romanise(word, romanisation)).filter((part) => part !== '');
      const key = parts.join(' ');
      if (key !== '' && !forms.has(key)) forms.set(key, { parts, withoutVowels: leavesOutVowels(joined) });
    }
  }
  return [...forms.values()].slice(0, MAX_FORMS);
}

function splitWords(text: string): string[] {
  // Before the normalisation too: it makes a space and a mark of a lone accent.
  const normalised = text.replaceAll(JOINERS, '').normalize('NFKC').toLowerCase().normalize('NFKC');
  return (
    normalised
      .replaceAll(JOINERS, '')
      .replaceAll(VOWEL_SIGNS, '')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
