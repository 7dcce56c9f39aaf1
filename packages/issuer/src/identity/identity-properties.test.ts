import { zApplicationData } from '@postern/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compareIdentities, type IdentityFacts } from './compare-identities.ts';
import { computeIdentityTokens } from './compute-identity-tokens.ts';
import { isWithinOneEdit, listDeletions } from './edit-distance.ts';
import { listNameForms } from './list-name-forms.ts';
import { createFacts } from './testing/create-facts.ts';
import { NAME_PAIRS } from './testing/name-pairs.ts';

/** Shows the texts that are digested. */
const vault = { digest: (purpose: string, text: string) => Promise.resolve(`${purpose}|${text}`) };
const tokens = (application: IdentityFacts) => computeIdentityTokens({ vault, application });

const zNames = zApplicationData.pick({ givenName: true, familyName: true, latinName: true });
const anyText = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    // Code units: lone surrogates among them.
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength }).map((units) => String.fromCharCode(...units)),
  );
const anyName = fc
  .record({ givenName: anyText(150), familyName: anyText(150), latinName: anyText(300) })
  .filter((names) => zNames.safeParse(names).success)
  .map((names) => ({ ...createFacts(''), ...zNames.parse(names) }));

/** Names of few letters, so that parts, joins and edits coincide all the time. */
const letters = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength });
const smallName = fc.oneof(
  fc.array(letters('ab', 4), { minLength: 1, maxLength: 5 }),
  fc.array(letters('abc', 3), { minLength: 1, maxLength: 6 }),
  fc.array(letters('aäдمü', 3), { minLength: 1, maxLength: 4 }),
);
const joinSmall = (parts: string[]) => createFacts(`|${parts.join(' ')}`);

const knownName = fc.constantFrom(...NAME_PAIRS.flatMap(([, left, right]) => [left, right]));
type Mutation = (parts: readonly string[]) => string[];
const at = fc.nat({ max: 40 });
/** Changes that leave the name equal. */
const sameName: fc.Arbitrary<Mutation> = fc.oneof(
  fc.constant<Mutation>((parts) => parts.map((part) => part.toLowerCase())),
  fc.constant<Mutation>((parts) => parts.toReversed()),
  fc.constant<Mutation>((parts) => parts.toSorted()),
  at.map<Mutation>((start) => (parts) => [
    ...parts.slice(start % parts.length),
    ...parts.slice(0, start % parts.length),
  ]),
  at.map<Mutation>((start) => (parts) => joinAt(parts, start % parts.length)),
  at.map<Mutation>((index) => (parts) => parts.map((part) => `${part.slice(0, index)}'${part.slice(index)}`)),
);
/** One edit in one part, or a part left out. */
const closeName: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(at, at, fc.constantFrom('', 'x', 'xy')).map<Mutation>(
    ([which, index, text]) =>
      (parts) =>
        parts.map((part, position) => (position === which % parts.length ? editPart(part, index, text) : part)),
  ),
  at.map<Mutation>((which) => (parts) => parts.filter((_, index) => index !== which % parts.length)),
);

function joinAt(parts: readonly string[], start: number): string[] {
  return [...parts.slice(0, start), parts.slice(start, start + 2).join(''), ...parts.slice(start + 2)];
}

/** Takes a letter away, changes it, or puts one before it. */
function editPart(part: string, index: number, text: string): string {
  const place = index % part.length;
  return text === 'xy'
    ? `${part.slice(0, place)}x${part.slice(place)}`
    : part.slice(0, place) + text + part.slice(place + 1);
}

/** Two names of which the second is a form of the first, changed a few times. */
const changedName = (mutation: fc.Arbitrary<Mutation>, maxLength: number) =>
  fc
    .tuple(knownName, fc.nat({ max: 11 }), fc.array(mutation, { minLength: 1, maxLength }))
    .filter(([name]) => listNameForms(createFacts(name)).length > 0)
    .map(([name, which, mutations]) => {
      const facts = createFacts(name);
      const forms = listNameForms(facts);
      const { parts } = forms[which % forms.length]!;
      const changed = mutations.reduce<readonly string[]>((rest, mutate) => (rest.length ? mutate(rest) : rest), parts);
      return [facts, createFacts(`|${changed.join(' ')}`, { number: 'B7' })] as const;
    });

const anyPair = fc.oneof(
  fc.tuple(anyName, anyName),
  fc.tuple(smallName, smallName).map(([left, right]) => [joinSmall(left), joinSmall(right)] as const),
  changedName(fc.oneof(sameName, closeName), 4),
  fc.tuple(knownName, knownName).map(([left, right]) => [createFacts(left), createFacts(right)] as const),
  fc.constantFrom(...NAME_PAIRS).map(([, left, right]) => [createFacts(left), createFacts(right)] as const),
);

/** The same facts without a document that both have. */
const apart = ([left, right]: readonly [IdentityFacts, IdentityFacts]) =>
  [left, { ...right, document: { ...right.document, number: 'C9' } }] as const;

describe('identities', () => {
  it('that match share a token', async () => {
    let matches = 0;
    await fc.assert(
      fc.asyncProperty(anyPair.map(apart), async ([left, right]) => {
        if (compareIdentities(left, right) === null) return;
        matches += 1;
        const others = new Set(await tokens(right));
        expect((await tokens(left)).some((token) => others.has(token))).toBe(true);
      }),
      { numRuns: 6000 },
    );
    expect(matches).toBeGreaterThan(1000);
  });

  it('match either way round', () => {
    fc.assert(
      fc.property(anyPair.map(apart), ([left, right]) => {
        expect(compareIdentities(left, right)).toEqual(compareIdentities(right, left));
      }),
      { numRuns: 4000 },
    );
  });

  it('of any text are compared and tokenised, each like itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyName, async (facts) => {
        const first = await tokens(facts);
        expect(await tokens(facts)).toEqual(first);
        expect(compareIdentities(facts, facts)).toEqual({
          document: true,
          name: listNameForms(facts).length > 0 ? 'equal' : null,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('stay equal by case, order, joined parts, apostrophes and romanisation', () => {
    fc.assert(
      fc.property(changedName(sameName, 1), ([left, right]) => {
        expect(compareIdentities(left, right)?.name).toBe('equal');
      }),
      { numRuns: 2000 },
    );
  });

  it('are close when each part of one has a counterpart within one edit in the other', () => {
    const part = letters('ABC', 4).filter(({ length }) => length > 1);
    const name = fc.array(part, { minLength: 1, maxLength: 4 });
    let found = 0;
    fc.assert(
      fc.property(name, name, (left, right) => {
        const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left];
        if (!hasCounterparts(shorter, longer)) return;
        found += 1;
        expect(compareIdentities(joinSmall(left), joinSmall(right))?.name).toBeTruthy();
      }),
      { numRuns: 5000 },
    );
    expect(found).toBeGreaterThan(500);
  });
});

/** The definition, tried in every order. */
function hasCounterparts(parts: readonly string[], others: readonly string[]): boolean {
  const [first, ...rest] = parts;
  if (first === undefined) return true;
  return others.some(
    (other, index) => countEdits(first, other) <= 1 && hasCounterparts(rest, others.toSpliced(index, 1)),
  );
}

/** Levenshtein distance by its recursive definition. */
function countEdits(left: string, right: string): number {
  if (left === '' || right === '') return left.length + right.length;
  if (left[0] === right[0]) return countEdits(left.slice(1), right.slice(1));
  return (
    1 +
    Math.min(
      countEdits(left.slice(1), right),
      countEdits(left, right.slice(1)),
      countEdits(left.slice(1), right.slice(1)),
    )
  );
}

describe('edits', () => {
  const word = letters('abc', 6);

  it('are counted as the definition counts them, a swap of neighbours being one', () => {
    fc.assert(
      fc.property(word, word, (left, right) => {
        const swaps = [...left].map(
          (_, index) => left.slice(0, index) + (left[index + 1] ?? '') + left[index]! + left.slice(index + 2),
        );
        expect(isWithinOneEdit(left, right)).toBe(countEdits(left, right) <= 1 || swaps.includes(right));
      }),
      { numRuns: 5000 },
    );
  });

  it('of one leave a shared deletion', () => {
    fc.assert(
      fc.property(word, word, (left, right) => {
        fc.pre(isWithinOneEdit(left, right));
        const deletions = listDeletions(right);
        expect([...listDeletions(left)].some((text) => deletions.has(text))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
