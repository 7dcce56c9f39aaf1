import anyAscii from 'any-ascii';

/** How one practice writes a script in Latin letters. Keys are lower case, values upper case. */
export type Romanisation = {
  letters: ReadonlyMap<string, string>;
  /** Other values for the first letter of a word. */
  initial?: ReadonlyMap<string, string>;
  /** Letters that are written together, replaced before the single ones. */
  clusters?: readonly (readonly [pattern: RegExp, latin: string])[];
};

/** Reads a table such as `ж zh ь -`; the dash writes nothing. */
export function readLetters(table: string): ReadonlyMap<string, string> {
  const cells = table.trim().split(/\s+/);
  const letters = new Map<string, string>();
  for (let index = 0; index + 1 < cells.length; index += 2) {
    letters.set(cells[index]!, cells[index + 1] === '-' ? '' : cells[index + 1]!.toUpperCase());
  }
  return letters;
}

/**
 * A word in capital Latin letters and digits: by the romanisation where it knows the letter, else by any-ascii, which
 * also drops marks. A word of a script that nobody here knows stays as it is.
 *
 * @param word lower case, NFKC
 */
export function romanise(word: string, romanisation: Romanisation): string {
  const { letters, initial, clusters = [] } = romanisation;
  const text = clusters.reduce((rest, [pattern, latin]) => rest.replaceAll(pattern, latin), word);
  const romanised = [...text]
    .map((letter, index) => (index === 0 ? initial?.get(letter) : undefined) ?? letters.get(letter) ?? anyAscii(letter))
    .join('')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
  return romanised === '' ? word.replaceAll(/\p{M}/gu, '').toUpperCase() : romanised;
}
