import { KYC_PERSON_SCHEMA } from '@postern/credential';
import { describe, expect, test } from 'vitest';

import { compilePolicy } from './compile-policy.ts';
import { EVERY_ISSUER, NEUTRAL_RANGE, NEUTRAL_SET, RANGE_OFFSET } from './compiled-policy.ts';
import { hashPolicy } from './hash-policy.ts';
import type { PolicyInput } from './z-policy.ts';

const ANY: PolicyInput = { issuers: 'every-present-and-future' };

function refusal(policy: unknown): string | undefined {
  try {
    compilePolicy({ policy: policy as PolicyInput });
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('compilePolicy', () => {
  test('an empty policy is all neutral but for test data', () => {
    const compiled = compilePolicy({ policy: ANY });
    expect(compiled).toEqual({
      schemaId: KYC_PERSON_SCHEMA.schemaId,
      ranges: [NEUTRAL_RANGE, NEUTRAL_RANGE, NEUTRAL_RANGE, NEUTRAL_RANGE],
      sets: [NEUTRAL_SET, NEUTRAL_SET],
      flagsRequired: 0n,
      flagsForbidden: 1n << 12n,
      issuerMask: EVERY_ISSUER,
    });
  });

  test('age compiles to calendar bounds', () => {
    expect(compilePolicy({ policy: { ...ANY, age: { atLeast: 18 } } }).ranges[0]).toEqual({
      slot: 0,
      mode: 'age',
      lo: RANGE_OFFSET + 180_000n,
      hi: RANGE_OFFSET + 1_509_999n,
    });
    const bounded = compilePolicy({ policy: { ...ANY, age: { atLeast: 18, atMost: 65 } } });
    expect(bounded.ranges[0]!.hi).toBe(RANGE_OFFSET + 659_999n);
    expect(bounded.flagsForbidden).toBe((1n << 12n) | (1n << 13n));
  });

  test('refused lists refuse unknown codes too and are padded with their last code', () => {
    const [set] = compilePolicy({ policy: { ...ANY, nationality: { notIn: ['KP', 'IR'] } } }).sets;
    expect(set!.slots).toEqual([1, 2]);
    expect(set!.codes.slice(0, 5)).toEqual([0, 364, 408, 999, 999]);
    expect(set!.codes).toHaveLength(48);
  });

  test('writing order does not change the hash', () => {
    const first: PolicyInput = {
      screened: { within: 'P30D' },
      age: { atLeast: 18 },
      taxResidence: { in: ['DE', 'AT', 'CH'] },
      residence: { notIn: ['IR', 'KP'] },
      flags: ['not_pep', 'sanctions_clear'],
      issuers: [2, 1],
    };
    const second: PolicyInput = {
      issuers: [1, 2],
      flags: { required: ['sanctions_clear', 'not_pep'], forbidden: ['test_data'] },
      residence: { notIn: ['KP', 'IR'] },
      taxResidence: { in: ['CH', 'AT', 'DE'] },
      age: { atLeast: 18 },
      screened: { within: 'PT720H' },
    };
    expect(hashPolicy(compilePolicy({ policy: first }))).toBe(hashPolicy(compilePolicy({ policy: second })));
  });

  test.each<[string, unknown]>([
    ['ERR_POLICY_MALFORMED', {}],
    ['ERR_POLICY_MALFORMED', { ...ANY, age: {} }],
    ['ERR_POLICY_MALFORMED', { ...ANY, colour: 'red' }],
    ['ERR_POLICY_MALFORMED', { ...ANY, residence: { in: [] } }],
    ['ERR_POLICY_MALFORMED', { ...ANY, residence: { in: ['DE'], notIn: ['IR'] } }],
    ['ERR_POLICY_MALFORMED', { ...ANY, screened: { within: 'P' } }],
    ['ERR_POLICY_MALFORMED', { ...ANY, screened: { within: 'P1M' } }],
    ['ERR_POLICY_MALFORMED', { ...ANY, screened: { within: 'P3654D' } }],
    ['ERR_POLICY_MALFORMED', { ...ANY, screened: { within: 'P3653DT1M' } }],
    ['ERR_POLICY_MALFORMED', { ...ANY, issued: { within: 'P9999W' } }],
    ['ERR_POLICY_MALFORMED', { ...ANY, rebound: { notWithin: 'PT87673H' } }],
    ['ERR_POLICY_MALFORMED', { issuers: [] }],
    ['ERR_POLICY_MALFORMED', { issuers: [128] }],
    ['ERR_POLICY_UNSATISFIABLE', { ...ANY, age: { atLeast: 30, atMost: 20 } }],
    ['ERR_POLICY_UNSATISFIABLE', { ...ANY, flags: ['test_data'] }],
    ['ERR_POLICY_UNSATISFIABLE', { ...ANY, flags: { required: ['not_pep'], forbidden: ['not_pep'] } }],
    ['ERR_POLICY_UNSATISFIABLE', { ...ANY, age: { atMost: 20 }, flags: ['birth_date_partial'] }],
    ['ERR_POLICY_OVERLAP', { issuers: [1, 1] }],
    ['ERR_POLICY_OVERLAP', { ...ANY, residence: { in: ['DE', 'DE'] } }],
    ['ERR_POLICY_OVERLAP', { ...ANY, flags: ['not_pep', 'not_pep'] }],
    ['ERR_POLICY_COUNTRY_UNKNOWN', { ...ANY, residence: { in: ['ZZ'] } }],
    ['ERR_POLICY_COUNTRY_UNKNOWN', { ...ANY, residence: { notIn: ['XXA'] } }],
    ['ERR_POLICY_COUNTRY_UNKNOWN', { ...ANY, taxResidence: { in: ['XXB'] } }],
    ['ERR_POLICY_COUNTRY_UNKNOWN', { ...ANY, nationality: { in: ['DE', 'XXX'] } }],
    ['ERR_POLICY_COUNTRY_UNKNOWN', { ...ANY, nationality: { notIn: ['XXX'] } }],
    ['ERR_POLICY_COUNTRY_UNKNOWN', { ...ANY, schema: 'kyc-entity/1', jurisdiction: { in: ['XXA'] } }],
    ['ERR_POLICY_MALFORMED', { ...ANY, nationality: { in: ['XXD'] } }],
    ['ERR_POLICY_PART_NOT_IN_SCHEMA', { ...ANY, jurisdiction: { in: ['DE'] } }],
    ['ERR_POLICY_PART_NOT_IN_SCHEMA', { ...ANY, schema: 'kyc-entity/1', residence: { in: ['DE'] } }],
    [
      'ERR_POLICY_TOO_MANY_SETS',
      { ...ANY, residence: { in: ['DE'] }, nationality: { in: ['DE'] }, taxResidence: { in: ['DE'] } },
    ],
    [
      'ERR_POLICY_TOO_MANY_RANGES',
      {
        ...ANY,
        age: { atLeast: 18 },
        assurance: { atLeast: 'low' },
        diligence: { atLeast: 'standard' },
        screened: { within: 'P1D' },
        issued: { within: 'P1D' },
      },
    ],
  ])('refuses with %s: %j', (code, policy) => {
    expect(refusal(policy)).toBe(code);
  });

  test('names stateless people and refugees beside countries', () => {
    const { sets } = compilePolicy({ policy: { ...ANY, nationality: { in: ['XXC', 'DE', 'XXA', 'XXB'] } } });
    expect(sets[0]!.codes.slice(0, 5)).toEqual([276, 990, 991, 992, 992]);
  });

  test('takes spans of up to ten years', () => {
    for (const within of ['P3653D', 'P521W', 'PT87672H', 'P3652DT1439M']) {
      expect(refusal({ ...ANY, screened: { within } })).toBeUndefined();
    }
  });

  test('holds 46 refused countries and refuses the 47th', async () => {
    const { COUNTRY_CODES } = await import('@postern/credential');
    expect(refusal({ ...ANY, residence: { notIn: COUNTRY_CODES.slice(0, 46) } })).toBeUndefined();
    expect(refusal({ ...ANY, residence: { notIn: COUNTRY_CODES.slice(0, 47) } })).toBe('ERR_POLICY_LIST_TOO_LONG');
    expect(refusal({ ...ANY, residence: { in: COUNTRY_CODES.slice(0, 48) } })).toBeUndefined();
  });
});
