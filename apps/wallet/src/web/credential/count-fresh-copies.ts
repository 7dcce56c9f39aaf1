import type { StoredCredential } from '@postern/holder';

/** Copies that no site has seen, of the kind of document that has fewest left. */
export function countFreshCopies({ documents }: StoredCredential): { fresh: number; all: number } {
  const [fewest] = documents
    .map(({ copies }) => ({ fresh: copies.filter(({ usedAt }) => usedAt === undefined).length, all: copies.length }))
    .toSorted((left, right) => left.fresh - right.fresh);
  return fewest ?? { fresh: 0, all: 0 };
}
