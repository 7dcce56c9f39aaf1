import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { createVerifiableCredentialJwt, verifyCredential as verifyByDidJwtVc } from 'did-jwt-vc';
import type { Resolvable } from 'did-resolver';
import { type JWK, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';

import { resolveDidJwk } from '../did/did-jwk.ts';
import { type JsonObject, signCompactJws, verifyCompactJws } from '../jose/compact-jws.ts';
import type { PublicJwk } from '../jose/public-jwk.ts';
import { verifySignature } from '../jose/verify-signature.ts';
import { presentSdJwtVc } from '../sd-jwt/present-sd-jwt-vc.ts';
import { verifySdJwtVcPresentation } from '../sd-jwt/verify-sd-jwt-vc-presentation.ts';
import { createKycVcPayload } from '../vc-jwt/create-vc-payload.ts';
import { verifyVcJwt } from '../vc-jwt/verify-vc-jwt.ts';
import { createTestParty, type TestParty, testRandom } from './test-parties.ts';
import { createTestWorld, issueInAllFormats, NOW, type TestWorld, VCT } from './test-world.ts';

/** What both sides say of one token. We may be the stricter one, with the reason as `stricter`, never the laxer. */
type Case = { token: string; stricter?: string };

const accepts = async (verification: Promise<unknown>): Promise<boolean> =>
  verification.then(
    () => true,
    () => false,
  );
const tamper = (token: string, part: number): string => {
  const parts = token.split('.');
  const text = parts[part]!;
  return parts.with(part, `${text.slice(0, 9)}${text[9] === 'A' ? 'B' : 'A'}${text.slice(10)}`).join('.');
};

async function expectAgreement(
  cases: Record<string, Case>,
  ours: (token: string) => Promise<unknown>,
  theirs: (token: string) => Promise<unknown>,
): Promise<void> {
  const verdicts: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const [name, { token, stricter }] of Object.entries(cases)) {
    const [own, other] = [await accepts(ours(token)), await accepts(theirs(token))];
    verdicts[name] = own === other ? 'agree' : own ? 'WE ARE LAXER' : `stricter: ${stricter}`;
    expected[name] = stricter === undefined ? 'agree' : `stricter: ${stricter}`;
  }
  expect(verdicts).toEqual(expected);
}

let world: TestWorld;
let bank: TestParty;
let holder: TestParty;
let mallory: TestParty;
beforeAll(async () => {
  world = await createTestWorld();
  ({ bank, holder } = world);
  mallory = await createTestParty('ES256');
});

describe('compact JWS beside jose', () => {
  it.each(['ES256', 'EdDSA'] as const)('agrees on %s', async (alg) => {
    const party = await createTestParty(alg);
    const other = await createTestParty(alg);
    const sign = (header: object, payload: object = { a: 1 }, signer = party.signer) =>
      signCompactJws({ header: { alg, typ: 'x', ...header }, payload: payload as JsonObject, signer });
    const good = await sign({});
    const cases: Record<string, Case> = {
      good: { token: good },
      'other key': { token: await sign({}, {}, other.signer) },
      'changed header': { token: tamper(good, 0) },
      'changed payload': { token: tamper(good, 1) },
      'changed signature': { token: tamper(good, 2) },
      'no signature': { token: good.slice(0, good.lastIndexOf('.') + 1) },
      'alg none': { token: await sign({ alg: 'none' }) },
      'other alg': { token: await sign({ alg: 'HS256' }) },
      'other typ': { token: await sign({ typ: 'y' }) },
      'unknown crit': { token: await sign({ crit: ['x'], x: 1 }) },
      'b64 false': { token: await sign({ crit: ['b64'], b64: false }) },
      'own key in the header': { token: await sign({ jwk: other.publicJwk }, {}, other.signer) },
      'padded signature': { token: `${good}==`, stricter: 'base64url has one spelling' },
      empty: { token: '' },
      'two parts': { token: good.slice(0, good.lastIndexOf('.')) },
    };
    await expectAgreement(
      cases,
      (jws) => verifyCompactJws({ jws, publicJwk: party.publicJwk, typ: 'x' }),
      (jws) => jwtVerify(jws, party.publicJwk as JWK, { algorithms: [alg], typ: 'x' }),
    );
  });

  it('agrees with WebCrypto on random ES256 signatures', async () => {
    const { publicJwk } = bank;
    const key = await crypto.subtle.importKey('jwk', publicJwk, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'verify',
    ]);
    for (let round = 0; round < 50; round += 1) {
      const signingInput = testRandom.bytes(round);
      const signature = round % 2 === 0 ? await bank.signer(signingInput) : testRandom.bytes(64);
      const theirs = await crypto.subtle.verify(
        { name: 'ECDSA', hash: 'SHA-256' },
        key,
        signature as BufferSource,
        signingInput as BufferSource,
      );
      expect(await verifySignature({ publicJwk, signingInput, signature })).toBe(theirs);
    }
  });
});

describe('VC-JWT of VCDM 1.1 beside did-jwt-vc', () => {
  const resolver: Resolvable = {
    resolve: async (did) => {
      const { document } = resolveDidJwk(did);
      return {
        didDocument: document,
        didDocumentMetadata: {},
        didResolutionMetadata: { contentType: 'application/did+json' },
      } as never;
    },
  };
  const ours = (jwt: string) => verifyVcJwt({ jwt, resolveDid: world.resolveDid, clock: world.clock });
  const theirs = (jwt: string) => verifyByDidJwtVc(jwt, resolver, { policies: { now: NOW } });
  const payload = (change: object = {}, vcChange: object = {}): JsonObject => {
    const {
      issuer: _issuer,
      issuanceDate: _from,
      expirationDate: _until,
      ...vc
    } = createKycVcPayload({
      issuerDid: bank.did,
      holderDid: holder.did,
      issuedAt: NOW,
      expiresAt: NOW + 1000,
      claims: { name: 'Ada' },
      status: { listUrl: 'https://bank.example/l', index: 3, purpose: 'suspension' },
    });
    const full = { iss: bank.did, sub: holder.did, nbf: NOW, exp: NOW + 1000, vc: { ...vc, ...vcChange }, ...change };
    return JSON.parse(JSON.stringify(full)) as JsonObject;
  };
  const sign = (body: JsonObject, header: object = {}, signer = bank.signer) =>
    signCompactJws({ header: { typ: 'JWT', kid: bank.kid, ...header }, payload: body, signer });

  it('agrees, or is stricter for a reason', async () => {
    const good = await sign(payload());
    const v2 = 'https://www.w3.org/ns/credentials/v2';
    const cases: Record<string, Case> = {
      good: { token: good },
      'changed signature': { token: tamper(good, 2) },
      'changed payload': { token: tamper(good, 1) },
      'other key': { token: await sign(payload(), {}, mallory.signer) },
      'kid of another DID': { token: await sign(payload(), { kid: mallory.kid }, mallory.signer) },
      'alg none': { token: await sign(payload(), { alg: 'none' }) },
      expired: { token: await sign(payload({ exp: NOW - 400 })) },
      'not yet valid': { token: await sign(payload({ nbf: NOW + 400 })) },
      'no type VerifiableCredential': { token: await sign(payload({}, { type: ['Other'] })) },
      'context of VCDM 2.0': { token: await sign(payload({}, { '@context': [v2] })) },
      'no vc': { token: await sign(payload({ vc: undefined })) },
      'no issuer': { token: await sign(payload({ iss: undefined })) },
      'empty subject': { token: await sign(payload({ sub: undefined }, { credentialSubject: {} })) },
      'other issuer in the credential': {
        token: await sign(payload({}, { issuer: mallory.did })),
        stricter: 'registered claims and credential must agree',
      },
      'other subject in the credential': {
        token: await sign(payload({}, { credentialSubject: { id: mallory.did } })),
        stricter: 'registered claims and credential must agree',
      },
      'other typ': { token: await sign(payload(), { typ: 'vc+jwt' }), stricter: 'a token of one kind is not another' },
      'critical extension': { token: await sign(payload(), { crit: ['x'], x: 1 }), stricter: 'crit is refused' },
      'expired within five minutes': { token: await sign(payload({ exp: NOW - 1 })), stricter: 'no skew at the end' },
      garbage: { token: 'a.b.c' },
    };
    await expectAgreement(cases, ours, theirs);
  });

  it('accepts what did-jwt-vc signs', async () => {
    const signer = async (data: string | Uint8Array) => {
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
      return Buffer.from(await bank.signer(bytes)).toString('base64url');
    };
    const jwt = await createVerifiableCredentialJwt(
      { sub: holder.did, nbf: NOW, exp: NOW + 9, vc: payload().vc as never },
      { did: bank.did, signer, alg: 'ES256' },
    );
    await expect(ours(jwt)).resolves.toMatchObject({ issuer: bank.did, subject: holder.did });
  });
});

describe('SD-JWT VC beside @sd-jwt/sd-jwt-vc', () => {
  const instance = () => {
    const verifier = (publicJwk: PublicJwk) => async (data: string, signature: string) =>
      verifySignature({
        publicJwk,
        signingInput: new TextEncoder().encode(data),
        signature: new Uint8Array(Buffer.from(signature, 'base64url')),
      });
    return new SDJwtVcInstance({
      verifier: verifier(bank.publicJwk),
      kbVerifier: async (data, signature, { cnf }) => verifier((cnf as { jwk: PublicJwk }).jwk)(data, signature),
      signer: async (data: string) =>
        Buffer.from(await holder.signer(new TextEncoder().encode(data))).toString('base64url'),
      signAlg: 'ES256',
      kbSigner: async (data: string) =>
        Buffer.from(await holder.signer(new TextEncoder().encode(data))).toString('base64url'),
      kbSignAlg: 'ES256',
      hasher: async (data: string | ArrayBuffer) => {
        const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
        return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
      },
      hashAlg: 'sha-256',
      saltGenerator: () => Buffer.from(testRandom.bytes(16)).toString('base64url'),
      statusListFetcher: async () => {
        throw new Error('not asked');
      },
    });
  };
  const request = { audience: 'x509_hash:a', nonce: 'n', now: NOW };
  const ours = (presentation: string) =>
    verifySdJwtVcPresentation({ presentation, ...request, resolveIssuerKey: world.resolveIssuerKey });
  // Status is a check of its own on both sides; their verifier would fetch it here.
  const theirs = (presentation: string) => instance().verify(presentation, { keyBindingNonce: 'n', currentDate: NOW });

  async function issue(payload: object = {}, signer = bank.signer, header: object = {}): Promise<string> {
    const salted = ['name', 'country'].map((name) =>
      JSON.stringify([Buffer.from(testRandom.bytes(16)).toString('base64url'), name, `${name}!`]),
    );
    const disclosures = salted.map((text) => Buffer.from(text).toString('base64url'));
    const digests = await Promise.all(
      disclosures.map(async (text) =>
        Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('base64url'),
      ),
    );
    const jws = await signCompactJws({
      header: { typ: 'dc+sd-jwt', kid: bank.kid, ...header },
      payload: JSON.parse(
        JSON.stringify({
          iss: bank.did,
          vct: VCT,
          cnf: { jwk: holder.publicJwk },
          exp: NOW + 9,
          _sd: digests,
          _sd_alg: 'sha-256',
          ...payload,
        }),
      ) as JsonObject,
      signer,
    });
    return `${[jws, ...disclosures].join('~')}~`;
  }
  const show = (token: string, more: object = {}) =>
    presentSdJwtVc({ token, disclose: [['name']], signer: holder.signer, ...request, ...more });

  it('agrees, or is stricter for a reason', async () => {
    const good = await show(await issue());
    const parts = good.split('~');
    const forged = Buffer.from(JSON.stringify(['s', 'country', 'XX'])).toString('base64url');
    const rebind = async (bound: string) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(bound));
      const payload = {
        iat: NOW,
        aud: request.audience,
        nonce: 'n',
        sd_hash: Buffer.from(digest).toString('base64url'),
      };
      return bound + (await signCompactJws({ header: { typ: 'kb+jwt' }, payload, signer: holder.signer }));
    };
    const cases: Record<string, Case> = {
      good: { token: good },
      'other issuer key': { token: await show(await issue({}, mallory.signer)) },
      'other holder key': { token: await show(await issue(), { signer: mallory.signer }) },
      'other nonce': { token: await show(await issue(), { nonce: 'm' }) },
      'a disclosure taken away': { token: [parts[0], ...parts.slice(2)].join('~') },
      expired: { token: await show(await issue({ exp: NOW - 1 })) },
      'not yet valid': { token: await show(await issue({ nbf: NOW + 400 })) },
      'changed payload': { token: tamper(good, 1) },
      'no key binding': { token: `${parts.slice(0, -1).join('~')}~` },
      'forged disclosure': {
        token: await rebind(`${[...parts.slice(0, -1), forged].join('~')}~`),
        stricter: 'a disclosure belongs to a digest',
      },
      'disclosure twice': {
        token: await rebind(`${[...parts.slice(0, -1), parts[1]].join('~')}~`),
        stricter: 'a disclosure appears once',
      },
      'other audience': { token: await show(await issue(), { audience: 'b' }), stricter: 'audience is checked here' },
      'stale binding': { token: await show(await issue(), { now: NOW - 999 }), stricter: 'age is checked here' },
      'other typ': { token: await show(await issue({}, bank.signer, { typ: 'JWT' })), stricter: 'typ is checked here' },
    };
    await expectAgreement(cases, ours, theirs);
  });

  it('presents for the other, both ways', async () => {
    const token = await issue();
    const shown = await instance().present<{ name: string }>(
      token,
      { name: true },
      {
        kb: { payload: { iat: NOW, aud: request.audience, nonce: 'n' } },
      },
    );
    await expect(ours(shown)).resolves.toMatchObject({ claims: { name: 'name!' } });
    const verified = (await theirs(await show(token))) as { payload: object };
    expect(verified.payload).toMatchObject({ name: 'name!' });
    expect(verified.payload).not.toHaveProperty('country');
    const { 'dc+sd-jwt': issued } = await issueInAllFormats(world);
    await expect(accepts(instance().decode(issued))).resolves.toBe(true);
  });
});
