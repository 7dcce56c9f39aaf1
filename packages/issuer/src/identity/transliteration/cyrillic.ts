import { ICAO_LATIN } from './latin.ts';
import { readLetters, type Romanisation } from './romanise.ts';

type CyrillicRomanisation = Romanisation & { alphabet: string };

const extend = (base: ReadonlyMap<string, string>, table: string) => new Map([...base, ...readLetters(table)]);

/** ICAO Doc 9303-3 §6 B, without the exceptions for single languages. */
const ICAO = extend(
  ICAO_LATIN,
  `
  а a б b в v г g ґ g д d е e ё e є ie ж zh з z и i і i ї i й i к k л l м m н n о o п p р r с s т t у u ў u ф f х kh
  ц ts ч ch ш sh щ shch ъ ie ы y ь - э e ю iu я ia ѓ g ђ d ѕ dz ј j ќ k љ lj њ nj ћ c џ dz
`,
);

const UKRAINIAN = 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя';
const BELARUSIAN = 'абвгдеёжзійклмнопрстуўфхцчшыьэюя';
const RUSSIAN = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя';
const BULGARIAN = 'абвгдежзийклмнопрстуфхцчшщъьюя';
const SERBIAN = 'абвгдђежзијклљмнњопрстћуфхцчџш';
const MACEDONIAN = 'абвгдѓежзѕијклљмнњопрстќуфхцчџш';

const UKRAINIAN_ICAO = extend(ICAO, 'г h и y');
const BELARUSIAN_ICAO = extend(ICAO, 'г h ё io');
const GAJ = extend(ICAO, 'ж z х h ц c ч c ш s');

/** A language's own rows are tried for every name that its alphabet can write: a name does not tell its language. */
const BY_LANGUAGE: readonly CyrillicRomanisation[] = [
  // Passports before 2013, and English habit: Yulia, Fyodor, Yelena, Dostoevsky.
  {
    alphabet: RUSSIAN,
    letters: extend(ICAO, 'ё yo й y ъ - ю yu я ya'),
    initial: readLetters('е ye'),
    clusters: [[/[иы]й$/g, 'y']],
  },
  { alphabet: UKRAINIAN, letters: UKRAINIAN_ICAO },
  // Resolution 55 of the Cabinet of Ministers, 2010, which Ukrainian passports follow.
  {
    alphabet: UKRAINIAN,
    letters: UKRAINIAN_ICAO,
    initial: readLetters('є ye ї yi й y ю yu я ya'),
    clusters: [[/зг/g, 'zgh']],
  },
  { alphabet: BELARUSIAN, letters: BELARUSIAN_ICAO },
  { alphabet: BELARUSIAN, letters: BELARUSIAN_ICAO, initial: readLetters('е ye ё yo ю yu я ya') },
  // Transliteration Act of 2009.
  {
    alphabet: BULGARIAN,
    letters: extend(ICAO, 'й y х h щ sht ъ a ь y ю yu я ya'),
    clusters: [[/ия$/g, 'ia']],
  },
  // ICAO writes H for Serbian Г; Serbian documents print G.
  { alphabet: SERBIAN, letters: GAJ },
  { alphabet: SERBIAN, letters: extend(GAJ, 'ђ dj') },
  { alphabet: MACEDONIAN, letters: extend(ICAO, 'ѓ gj ќ kj х h ц c џ dj') },
];

export function listCyrillicRomanisations(text: string): Romanisation[] {
  const letters = text.match(/\p{Script=Cyrillic}/gu);
  if (letters === null) return [];
  return [
    { letters: ICAO },
    ...BY_LANGUAGE.filter(({ alphabet }) => letters.every((letter) => alphabet.includes(letter))),
  ];
}
