import { describe, expect, it } from 'vitest';

import { compareIdentities } from './compare-identities.ts';
import { computeIdentityTokens } from './compute-identity-tokens.ts';
import { createFacts, createTestVault } from './testing/create-facts.ts';
import { NAME_PAIRS } from './testing/name-pairs.ts';

/** Twelve forms of 238 keys, and the document. */
const MOST_TOKENS = 12 * 238 + 1;

describe('identity tokens', () => {
  it('are digests that hold for one key, one birth date and one issuing country', async () => {
    const vault = await createTestVault(1);
    const facts = createFacts('Selma|Lindqvist');
    const tokens = await computeIdentityTokens({ vault, application: facts });
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await computeIdentityTokens({ vault, application: facts })).toEqual(tokens);
    expect(new Set(tokens).size).toBe(tokens.length);

    const shared = async (application: typeof facts, byte = 1) => {
      const others = await computeIdentityTokens({ vault: await createTestVault(byte), application });
      return others.filter((token) => tokens.includes(token)).length;
    };
    expect(await shared(facts)).toBe(tokens.length);
    expect(await shared(facts, 2)).toBe(0);
    expect(await shared({ ...facts, birthDate: '1990-01-02' })).toBe(1);
    expect(await shared(createFacts('Selma|Lindqvist', { issuingCountry: 'ES' }))).toBe(tokens.length - 1);
    expect(await shared({ ...createFacts('Selma|Lindqvist', { number: 'B7' }), birthDate: '1990-01-02' })).toBe(0);
  });

  it('leave out what an application does not have', async () => {
    const vault = await createTestVault(1);
    expect(await computeIdentityTokens({ vault, application: createFacts('...|???', { number: '---' }) })).toEqual([]);
    expect(await computeIdentityTokens({ vault, application: createFacts('...|???') })).toHaveLength(1);
  });

  it('are bounded for any name that the form takes', async () => {
    const vault = { digest: (_purpose: string, text: string) => Promise.resolve(text) };
    const pad = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);
    const hostile = 'äåñđðþ αυγχ гдеж щюя مح 王 ';
    const names = [
      `${pad('Ab', 150)}|${pad('Cd', 150)}|${pad('Ef', 300)}`,
      `${pad('a ', 150)}|${pad('b ', 150)}|${pad('c ', 300)}`,
      `${pad('ﷺ', 150)}|${pad('щ', 150)}|${pad('ß', 300)}`,
      `${pad(hostile, 150)}|${pad(hostile, 150)}|${pad(hostile, 300)}`,
      `${pad(hostile, 24)}|${pad('гдежабвк', 24)}|${pad(`ñ${hostile}`, 48)}`,
      `|${pad('абвгдежзклм нопр ', 70)}|${pad('äñü đå', 90)}`,
    ];
    for (const name of names) {
      const count = (await computeIdentityTokens({ vault, application: createFacts(name) })).length;
      expect(count).toBeLessThanOrEqual(MOST_TOKENS);
    }
  });

  it('prints what they cost', async () => {
    const vault = await createTestVault(1);
    const people = NAME_PAIRS.flatMap(([, left, right]) => [createFacts(left), createFacts(right)]);
    const time = async (work: () => unknown) => {
      await work();
      const start = performance.now();
      await work();
      return Math.round(((performance.now() - start) * 1000) / people.length);
    };
    const counts = await Promise.all(
      people.map(async (application) => (await computeIdentityTokens({ vault, application })).length),
    );
    const computing = await time(async () => {
      for (const application of people) await computeIdentityTokens({ vault, application });
    });
    const comparing = await time(() => people.map((facts, index) => compareIdentities(facts, people[index ^ 1]!)));
    const sorted = counts.toSorted((one, other) => one - other);
    console.info(
      `tokens an application: median ${sorted[sorted.length >> 1]}, most ${sorted.at(-1)}; ` +
        `computed in ${computing} µs, two compared in ${comparing} µs (means over ${people.length} names)`,
    );
    expect(sorted.at(-1)).toBeLessThanOrEqual(MOST_TOKENS);
  });
});
