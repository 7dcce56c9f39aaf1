import { readLetters, type Romanisation } from './romanise.ts';

/** Letters without their marks: `Müller` is MULLER. Armenian writes two of its vowels with two letters. */
export const PLAIN: Romanisation = {
  letters: new Map(),
  clusters: [
    [/ու/g, 'u'],
    [/եւ/g, 'ev'],
  ],
};

/** Latin letters that ICAO Doc 9303-3 §6 A writes otherwise than without their marks: `Müller` is MUELLER. */
export const ICAO_LATIN = readLetters('ä ae å aa æ ae ö oe ø oe ü ue ß ss þ th ð d đ d œ oe ĳ ij ŋ n ĸ q');

/** The other choice that ICAO Doc 9303-3 §6 A leaves to the issuing state for Ñ and Ü. */
const ICAO_LATIN_ESCAPED = new Map([...ICAO_LATIN, ...readLetters('ñ nxx ü uxx')]);

/** What Croatian and Serbian documents print for Đ, which ICAO writes D. */
const ICAO_LATIN_DJ = new Map([...ICAO_LATIN, ...readLetters('đ dj')]);

export function listLatinRomanisations(text: string): Romanisation[] {
  return [
    PLAIN,
    ...(/[äåæöøüßþðđœĳŋĸ]/.test(text) ? [{ letters: ICAO_LATIN }] : []),
    ...(/[ñü]/.test(text) ? [{ letters: ICAO_LATIN_ESCAPED }] : []),
    ...(text.includes('đ') ? [{ letters: ICAO_LATIN_DJ }] : []),
  ];
}
