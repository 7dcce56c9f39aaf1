/**
 * Whether two texts are equal or one edit apart: a letter more, a letter less, another letter, or two neighbours
 * swapped (Damerau-Levenshtein distance of at most 1).
 */
export function isWithinOneEdit(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (start === short.length) return true;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  const swapped = short[start] === long[start + 1] && short[start + 1] === long[start];
  return swapped && short.slice(start + 2) === long.slice(start + 2);
}

/**
 * A text and what is left of it without one of its letters. Two texts within one edit share at least one of these
 * (the deletion neighbourhood of SymSpell).
 */
export function listDeletions(text: string): Set<string> {
  const deletions = new Set([text]);
  for (let index = 0; index < text.length; index += 1) {
    deletions.add(text.slice(0, index) + text.slice(index + 1));
  }
  return deletions;
}
