/** Text that every part behind can keep: PostgreSQL takes no NUL, and a lone surrogate is no Unicode text. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const isStorableText = (text: string): boolean => !UNSTORABLE.test(text);

/** Whether all text in a value read from a request, member names too, can be stored. Depth is bounded by its reader. */
export const isStorable = (value: unknown): boolean => {
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isStorable);
  return Object.entries(value).every(([name, member]) => isStorableText(name) && isStorable(member));
};
