import { describe, expect, it } from 'vitest';

import { compareIdentities } from './compare-identities.ts';
import { computeIdentityTokens } from './compute-identity-tokens.ts';
import { createFacts, createTestVault } from './testing/create-facts.ts';
import { NAME_PAIRS, type NamePair } from './testing/name-pairs.ts';

const read = ([, left, right]: NamePair) => [createFacts(left), createFacts(right, { number: 'B7654321' })] as const;
const nameMatch = (pair: NamePair) => compareIdentities(...read(pair))?.name ?? null;
const ofClass = (...classes: NamePair[0][]) => NAME_PAIRS.filter(([expected]) => classes.includes(expected));

describe('table of name pairs', () => {
  it.each(ofClass('equal', 'close'))('%s: %s and %s (%s)', (...pair) => {
    expect(nameMatch(pair)).toBe(pair[0]);
  });

  it.each(ofClass('different', 'out of reach'))('%s: %s and %s (%s)', (...pair) => {
    expect(nameMatch(pair)).toBeNull();
  });

  it('finds every candidate by its tokens', async () => {
    const vault = await createTestVault(1);
    const missed: NamePair[] = [];
    for (const pair of ofClass('equal', 'close')) {
      const [left, right] = read(pair).map((application) => computeIdentityTokens({ vault, application }));
      const others = await right!;
      if (!(await left!).some((token) => others.includes(token))) missed.push(pair);
    }
    expect(missed).toEqual([]);
  });

  it('prints recall and false candidates', () => {
    const found = (pairs: readonly NamePair[]) => pairs.filter((pair) => nameMatch(pair) !== null).length;
    const must = ofClass('equal', 'close');
    const others = ofClass('different');
    const outOfReach = ofClass('out of reach');
    const recall = found(must) / must.length;
    console.info(
      [
        `name pairs: ${NAME_PAIRS.length}`,
        `must be candidates: ${found(must)} of ${must.length}, recall ${recall.toFixed(3)}`,
        `must not: ${found(others)} false candidates of ${others.length}`,
        `out of reach, not found: ${outOfReach.length - found(outOfReach)} of ${outOfReach.length}`,
      ].join('\n'),
    );
    expect(must.length + others.length).toBeGreaterThanOrEqual(120);
    expect(recall).toBe(1);
    expect(found(others)).toBe(0);
  });
});
