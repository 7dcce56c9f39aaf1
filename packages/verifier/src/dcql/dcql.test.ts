import type { JsonValue } from '@postern/primitives';
import { type ClaimPath, type DcqlQuery as WireQuery, matchClaims, selectClaim, zDcqlQuery } from '@postern/protocol';
import { DcqlQuery } from 'dcql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { assertAnswerComplete } from './assert-answer-complete.ts';
import { matchAuthorities } from './match-authorities.ts';

const VCT = 'https://bank.example/vct/kyc/1';
const PERSON: JsonValue = {
  name: 'Ada',
  address: { country: 'DE', lines: ['a', 'b'] },
  nationalities: ['GB', 'DE'],
  degrees: [{ type: 'BSc' }, { type: 'MSc' }, {}],
  age_over: { 18: true },
  year: 1990,
};

describe('claims paths (OpenID4VP 1.0 §7)', () => {
  it.each<[ClaimPath, JsonValue[]]>([
    [['name'], ['Ada']],
    [['address'], [{ country: 'DE', lines: ['a', 'b'] }]],
    [['address', 'lines', 1], ['b']],
    [
      ['nationalities', null],
      ['GB', 'DE'],
    ],
    [
      ['degrees', null, 'type'],
      ['BSc', 'MSc'],
    ],
    [['missing'], []],
    [['nationalities', 2], []],
    [['name', 'first'], []],
    [['address', 0], []],
    [['address', null], []],
    [['nationalities', 'length'], []],
    [['toString'], []],
    [['__proto__'], []],
  ])('%j selects %j', (path, selected) => {
    expect(selectClaim({ claims: PERSON, path })).toEqual(selected);
  });
});

describe('claims and values (§6.4.1)', () => {
  it('needs the value itself, type and all', () => {
    const query = (values: (string | number | boolean)[]) => ({ claims: [{ path: ['year'], values }] });
    expect(matchClaims({ query: query([1990]), claims: PERSON })).toHaveProperty('matched');
    expect(matchClaims({ query: query(['1990', 1991]), claims: PERSON })).toEqual({ unmet: 'value' });
  });

  it('takes the first claim set that is complete', () => {
    const claims = [
      { id: 'a', path: ['name'], values: ['Bob'] },
      { id: 'b', path: ['year'] },
      { id: 'c', path: ['missing'] },
    ];
    const matched = (claim_sets: string[][]) => matchClaims({ query: { claims, claim_sets }, claims: PERSON });
    expect(matched([['c'], ['b']])).toEqual({ matched: [{ path: ['year'], value: 1990 }] });
    expect(matched([['c'], ['a']])).toEqual({ unmet: 'value' });
    expect(matched([['c']])).toEqual({ unmet: 'missing' });
  });

  it('without claims asks for nothing selective', () => {
    expect(matchClaims({ query: {}, claims: PERSON })).toEqual({ matched: [] });
  });

  const path: fc.Arbitrary<ClaimPath> = fc.oneof(
    fc.constantFrom<ClaimPath[]>(
      ['name'],
      ['year'],
      ['address', 'country'],
      ['address', 'lines', 0],
      ['nationalities', null],
      ['degrees', null, 'type'],
      ['age_over', '18'],
      ['missing'],
      ['address', 'missing'],
    ),
  );
  const claim = fc.record(
    { path, values: fc.uniqueArray(fc.constantFrom('Ada', 'DE', 'GB', 'BSc', 1990, true, 'other'), { minLength: 1 }) },
    { requiredKeys: ['path'] },
  );
  const query = fc
    .uniqueArray(claim, { minLength: 1, maxLength: 4, selector: ({ path: at }) => JSON.stringify(at) })
    .chain((claims) =>
      fc.record({
        claims: fc.constant(claims.map((one, index) => ({ ...one, id: `c${index}` }))),
        claim_sets: fc.option(
          fc.array(
            fc.subarray(
              claims.map((_, index) => `c${index}`),
              { minLength: 1 },
            ),
            { minLength: 1, maxLength: 3 },
          ),
          { nil: undefined },
        ),
      }),
    );

  it('agrees with the dcql library', () => {
    fc.assert(
      fc.property(query, ({ claims, claim_sets }) => {
        const asked = {
          id: 'papers',
          format: 'dc+sd-jwt' as const,
          meta: { vct_values: [VCT] },
          claims,
          ...(claim_sets !== undefined && { claim_sets }),
        };
        zDcqlQuery.parse({ credentials: [asked] });
        const parsed = DcqlQuery.parse({ credentials: [asked as never] });
        DcqlQuery.validate(parsed);
        const { can_be_satisfied: theirs } = DcqlQuery.query(parsed, [
          {
            credential_format: 'dc+sd-jwt',
            vct: VCT,
            claims: PERSON as never,
            cryptographic_holder_binding: true,
          },
        ]);
        expect('matched' in matchClaims({ query: asked, claims: PERSON })).toBe(theirs);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('credential sets (§6.4.2)', () => {
  const papers = (id: string, multiple?: boolean) => ({
    id,
    format: 'dc+sd-jwt' as const,
    meta: { vct_values: [VCT] },
    ...(multiple !== undefined && { multiple }),
  });
  const asked: WireQuery = zDcqlQuery.parse({
    credentials: [papers('a'), papers('b'), papers('c'), papers('d', true)],
    credential_sets: [{ options: [['a', 'b'], ['c']] }, { options: [['d']], required: false }],
  });
  const answer = (counts: Record<string, number>, dcqlQuery = asked) =>
    assertAnswerComplete({ dcqlQuery, counts: new Map(Object.entries(counts)) });

  it('are answered by one whole option of each required set', () => {
    for (const counts of [{ a: 1, b: 1 }, { c: 1 }, { c: 1, d: 3 }, { a: 1, b: 1, c: 1 }]) {
      expect(() => answer(counts as Record<string, number>)).not.toThrow();
    }
  });

  it.each([
    [{ a: 1 }, 'ERR_PRESENTATION_INCOMPLETE'],
    [{ d: 1 }, 'ERR_PRESENTATION_INCOMPLETE'],
    [{ c: 1, e: 1 }, 'ERR_PRESENTATION_QUERY_UNKNOWN'],
    [{ c: 2 }, 'ERR_PRESENTATION_TOO_MANY'],
  ])('%j is %s', (counts, code) => {
    expect(() => answer(counts as Record<string, number>)).toThrow(expect.objectContaining({ code }));
  });

  it('without sets everything is required', () => {
    const all = zDcqlQuery.parse({ credentials: [papers('a'), papers('b')] });
    expect(() => answer({ a: 1, b: 1 }, all)).not.toThrow();
    expect(() => answer({ a: 1 }, all)).toThrow(expect.objectContaining({ code: 'ERR_PRESENTATION_INCOMPLETE' }));
  });
});

describe('trusted authorities (§6.1.1)', () => {
  const certificate = { authorityKeyIdentifiers: ['leaf-aki', 'root-aki'] } as never;
  it('are met by any key identifier of the chain', () => {
    const aki = (values: string[]) => [{ type: 'aki', values }];
    expect(matchAuthorities({ authorities: undefined, certificate: undefined })).toBe(true);
    expect(matchAuthorities({ authorities: aki(['x', 'root-aki']), certificate })).toBe(true);
    expect(matchAuthorities({ authorities: aki(['x']), certificate })).toBe(false);
    expect(matchAuthorities({ authorities: aki(['leaf-aki']), certificate: undefined })).toBe(false);
  });

  it('of a type that is not known here are met by nothing', () => {
    const authorities = [{ type: 'etsi_tl', values: ['https://tl.example'] }];
    expect(matchAuthorities({ authorities, certificate })).toBe(false);
  });
});
