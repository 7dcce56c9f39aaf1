import { PosternError } from '@postern/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { asking, createClaimsFixture } from '../testing/create-claims-fixture.ts';
import { openSession } from '../testing/open-session.ts';
import { parseVpToken } from './parse-vp-token.ts';

const { bank, holder, protocol, createWorld, present, answer } = await createClaimsFixture();

/** Refusals that say "this is false" or "this is not accepted"; anything else would be a crash of ours. */
const REFUSED = /^ERR_(PRESENTATION|POLICY)_/;

/** Another character of the same alphabet in one place. */
const spoil = (text: string, at: number, by: number) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~';
  const place = at % text.length;
  const next = (alphabet.indexOf(text[place] ?? '') + 1 + (by % (alphabet.length - 1))) % alphabet.length;
  return `${text.slice(0, place)}${alphabet[next]}${text.slice(place + 1)}`;
};
const place = [fc.nat(), fc.nat()] as const;

async function expectRefused(
  asked: ReturnType<typeof asking>,
  make: (opened: Awaited<ReturnType<typeof openSession>>) => Promise<string>,
) {
  const world = createWorld();
  const opened = await openSession(world, asked, protocol);
  const good = await make(opened);
  await fc.assert(
    fc.asyncProperty(...place, async (at, by) => {
      const error: unknown = await answer(world, opened, { papers: [spoil(good, at, by)] }).then(
        () => 'accepted',
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(PosternError);
      expect((error as PosternError).code).toMatch(REFUSED);
    }),
    { seed: 1, numRuns: 150 },
  );
  // And the one that nobody touched is taken, by the same session.
  await expect(answer(world, opened, { papers: [good] })).resolves.toBeDefined();
}

describe('one changed character anywhere is refused', () => {
  it('in an SD-JWT VC presentation', () => expectRefused(asking(), (opened) => present(opened)));

  it.each([
    [1, 'jwt_vc_json'],
    [2, 'vc+jwt'],
  ] as const)('in a W3C presentation of data model %s', (version, format) =>
    expectRefused(
      asking({ format, types: ['KycPersonCredential'], claims: [{ path: ['credentialSubject', 'given_name'] }] }),
      async ({ session }) => {
        const credentials = [await bank.issueVcJwt({ version, holderDid: holder.did })];
        const audience = 'decentralized_identifier:did:web:localhost%3A4104:p:demo-vault';
        return holder.presentW3c({ version, credentials, audience, nonce: session.nonce });
      },
    ),
  );
});

describe('a vp_token of any form', () => {
  it('is read or refused, and nothing else', () => {
    const given = fc.oneof(
      fc.string(),
      fc.json(),
      fc.anything(),
      fc.dictionary(fc.string(), fc.array(fc.oneof(fc.string(), fc.object()))),
    );
    fc.assert(
      fc.property(given, (token) => {
        try {
          const parsed = parseVpToken(token);
          for (const list of Object.values(parsed)) expect(list.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_PRESENTATION_MALFORMED' });
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('with duplicate members, prototype keys or odd numbers is refused', () => {
    for (const text of [
      '{"a":["x"],"a":["y"]}',
      '{"__proto__":["x"]}',
      '{"a":[{"n":1e400}]}',
      `{"a":["${'x'.repeat(100_001)}"]}`,
    ]) {
      expect(() => parseVpToken(text)).toThrow(expect.objectContaining({ code: 'ERR_PRESENTATION_MALFORMED' }));
    }
  });
});
