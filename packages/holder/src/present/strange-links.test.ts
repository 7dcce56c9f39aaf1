import { describe, expect, it } from 'vitest';

import { HolderError } from '../error.ts';
import { parseOfferLink } from '../receive/parse-offer-link.ts';
import { zOffer, zOfferingIssuer, zTokenAnswer } from '../receive/z-issuer-messages.ts';
import { parseRequestLink } from './parse-request-link.ts';

const ROUNDS = 20_000;
const PIECES = [
  'openid4vp://',
  'openid-credential-offer://',
  'https://wallet.example/present',
  '?',
  '&',
  '=',
  '#',
  'client_id',
  'request_uri',
  'request',
  'dcql_query',
  'request_uri_method',
  'credential_offer',
  'credential_offer_uri',
  'redirect_uri:https://a.example',
  '{"credentials":[]}',
  '%7B',
  '%',
  '%00',
  '\u0000',
  '\u202e',
  '__proto__',
  'post',
  '{',
  '[',
  '"',
  'a'.repeat(300),
];

/** Small and seeded (mulberry32), so that a failure can be seen again. */
function createSequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('links and messages of strangers', () => {
  it('are read or refused with a code, never anything else', () => {
    const next = createSequence(5);
    const pick = () => PIECES[Math.floor(next() * PIECES.length)]!;
    for (let round = 0; round < ROUNDS; round += 1) {
      const link = Array.from({ length: 1 + Math.floor(next() * 12) }, pick).join('');
      for (const parse of [parseRequestLink, parseOfferLink]) {
        try {
          expect(parse(link)).toBeTypeOf('object');
        } catch (error) {
          if (!(error instanceof HolderError))
            throw new Error(`${parse.name}: ${JSON.stringify(link)}`, { cause: error });
        }
      }
    }
  });

  it('do not crash a schema, whatever their shape', () => {
    const next = createSequence(7);
    const leaf = () => [null, true, -1, 1e308, '', 'x', [], {}][Math.floor(next() * 8)];
    const names = ['credential_issuer', 'grants', 'credentials', 'access_token', 'token_type', 'display', 'x'];
    const make = (depth: number): unknown => {
      if (depth === 0 || next() < 0.3) return leaf();
      if (next() < 0.3) return Array.from({ length: 3 }, () => make(depth - 1));
      return Object.fromEntries(names.filter(() => next() < 0.4).map((name) => [name, make(depth - 1)]));
    };
    for (let round = 0; round < ROUNDS / 4; round += 1) {
      const value = make(4);
      for (const schema of [zOffer, zOfferingIssuer, zTokenAnswer])
        expect(schema.safeParse(value).success).toBeTypeOf('boolean');
    }
  });
});
