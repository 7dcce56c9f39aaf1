const LIST = /^(?:\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"\s*,?)+\s*$/;

/**
 * Whether a reader already has this version (RFC 9110 §13.1.2): `If-None-Match` is a list or `*`, compared weakly, so
 * that a cache which marked the tag as weak on the way gets its 304.
 *
 * @param entityTag the present one, quoted
 */
export const matchEntityTag = (options: { ifNoneMatch: string | undefined; entityTag: string }): boolean => {
  const { ifNoneMatch, entityTag } = options;
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  if (!LIST.test(ifNoneMatch)) return false;
  const opaque = (tag: string): string => tag.replace(/^W\//, '');
  return (ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => opaque(tag) === opaque(entityTag));
};
