import type { JsonValue } from '@postern/primitives';
import {
  type ClaimPath,
  matchClaims,
  selectClaim,
  zAuthorizationRequest,
  zDcqlQuery,
  zDirectPost,
} from '@postern/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { carriesTransactions } from '../credential/read-transaction-hashes.ts';
import { parseVpToken } from './parse-vp-token.ts';

const RUNS = { seed: 2, numRuns: 100_000 };
const TIME = 300_000;

const step = fc.oneof(fc.string(), fc.nat(), fc.constant(null));
const path = fc.array(step, { minLength: 1, maxLength: 5 }) as fc.Arbitrary<ClaimPath>;
const query = fc.record({
  credentials: fc.array(
    fc.record({
      id: fc.oneof(fc.string(), fc.constantFrom('a', 'b')),
      format: fc.constantFrom('dc+sd-jwt', 'jwt_vc_json', 'postern_zk', 'mso_mdoc'),
      meta: fc.oneof(fc.constant({ vct_values: ['v'] }), fc.object()),
      claims: fc.option(fc.array(fc.record({ id: fc.constantFrom('x', 'y'), path })), { nil: undefined }),
      claim_sets: fc.option(fc.array(fc.array(fc.constantFrom('x', 'y', 'z'))), { nil: undefined }),
    }),
  ),
});

describe('a hundred thousand inputs for every parser: an answer or a refusal, no crash, no hang', () => {
  it('vp_token', { timeout: TIME }, () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (given) => {
        try {
          parseVpToken(given);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_PRESENTATION_MALFORMED' });
        }
      }),
      RUNS,
    );
  });

  it('requests, queries and answers', { timeout: TIME }, () => {
    fc.assert(
      fc.property(fc.oneof(query, fc.object(), fc.anything()), (given) => {
        for (const schema of [zDcqlQuery, zAuthorizationRequest, zDirectPost]) schema.safeParse(given);
      }),
      RUNS,
    );
  });

  it('claims paths over any JSON', { timeout: TIME }, () => {
    fc.assert(
      fc.property(fc.jsonValue(), path, (claims, at) => {
        const selected = selectClaim({ claims: claims as JsonValue, path: at });
        const result = matchClaims({ query: { claims: [{ path: at }] }, claims: claims as JsonValue });
        expect('matched' in result).toBe(selected.length > 0);
      }),
      RUNS,
    );
  });

  it('the end of a presentation', { timeout: TIME }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(typeof carriesTransactions(given)).toBe('boolean');
      }),
      RUNS,
    );
  });
});
