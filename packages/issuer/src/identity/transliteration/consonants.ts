const SCRIPTS = [
  ...['Arabic', 'Hebrew', 'Syriac', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu'],
  ...['Kannada', 'Malayalam', 'Sinhala', 'Thai', 'Lao', 'Myanmar', 'Khmer', 'Tibetan'],
];
const PATTERN = new RegExp(`[${SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u');

/** Whether a text holds a script that leaves out vowels which its Latin spelling has. */
export function leavesOutVowels(text: string): boolean {
  return PATTERN.test(text);
}

/**
 * The consonants of a folded part, by which such a script is compared with Latin letters: `محمد` and MUHAMMAD are
 * MHMD. Letters that spellings confuse are one letter; an H after another consonant (SH, KH) and at the end counts for
 * nothing.
 */
export function extractConsonants(part: string): string {
  return part
    .replaceAll(/[AEIOUYW]/g, '')
    .replaceAll('PH', 'F')
    .replaceAll(/(?<=[BCDGJKSTZ])H+|H+$/g, '')
    .replaceAll(/[CQX]/g, 'K')
    .replaceAll('G', 'J')
    .replaceAll('V', 'B')
    .replaceAll('Z', 'S')
    .replaceAll(/(.)\1+/gu, '$1');
}
