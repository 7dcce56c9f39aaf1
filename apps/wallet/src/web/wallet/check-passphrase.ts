/** Shortest passphrase, characters. */
export const MIN_PASSPHRASE = 10;

/** Fewest different characters: what has fewer is a pattern. */
const MIN_DIFFERENT = 5;

/** What everybody tries first; found without its digits and signs. */
const COMMON =
  /^(?:(?:my|the)?(?:password|passphrase|passwort|secret|wallet|postern|welcome|letmein|iloveyou|admin|master|dragon|monkey|football)+)$/;
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Why a passphrase is not taken, as a sentence; undefined where it is. */
export function checkPassphrase(passphrase: string): string | undefined {
  if (passphrase.length < MIN_PASSPHRASE) return `Choose at least ${MIN_PASSPHRASE} characters.`;
  return isGuessed(passphrase)
    ? 'This is easily guessed. Four or more words that do not belong together are good.'
    : undefined;
}

function isGuessed(passphrase: string): boolean {
  const text = passphrase.normalize('NFKC').toLowerCase();
  if (new Set(text).size < MIN_DIFFERENT) return true;
  // The same few characters again and again.
  if (/^(.{1,6}?)\1+.{0,5}$/su.test(text) && text.length <= 30) return true;
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  return letters === '' ? isRow(text) : COMMON.test(letters) || isRow(letters);
}

/** A run along the alphabet, the digits or a keyboard, in either direction. */
function isRow(text: string): boolean {
  const backwards = [...text].toReversed().join('');
  return ROWS.some((row) => [text, backwards].some((run) => `${row}${row}`.includes(run)));
}
