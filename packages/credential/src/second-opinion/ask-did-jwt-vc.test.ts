import { createVerifiableCredentialJwt } from 'did-jwt-vc';
import { describe, expect, it } from 'vitest';

import { DidError, type ResolvedDid } from '../did/did-document.ts';
import { type JsonObject, signCompactJws } from '../jose/compact-jws.ts';
import { createTestParty, type TestParty } from '../testing/test-parties.ts';
import { createTestWorld, issueInAllFormats, NOW } from '../testing/test-world.ts';
import { verifyVcJwt } from '../vc-jwt/verify-vc-jwt.ts';
import { askDidJwtVc } from './ask-did-jwt-vc.ts';

const clock = { now: () => NOW };
const HOLDER = 'did:example:holder';

/** A bank on the web whose document lists keys of several kinds, its own last. */
async function createBank(alg: TestParty['alg']) {
  const party = await createTestParty(alg);
  const others = await Promise.all((['ES256', 'EdDSA', 'ES256K'] as const).map((other) => createTestParty(other)));
  const did = 'did:web:bank.example%3A4101:t:demo';
  const keys = [...others, party].map(({ publicJwk }, index) => ({ id: `${did}#key-${index}`, publicJwk }));
  const resolved: ResolvedDid = { id: did, keys, document: {} };
  const asked: string[] = [];
  const resolveDid = async (wanted: string) => {
    asked.push(wanted);
    if (wanted !== did) throw new DidError('ERR_DID_NOT_FOUND', 'There is no such DID.');
    return resolved;
  };
  const sign = (change: JsonObject = {}, vcChange: JsonObject = {}, signer = party.signer) =>
    signCompactJws({
      header: { typ: 'JWT', alg, kid: `${did}#key-3` },
      payload: {
        iss: did,
        sub: HOLDER,
        nbf: NOW,
        exp: NOW + 1000,
        vc: {
          '@context': ['https://www.w3.org/2018/credentials/v1'],
          type: ['VerifiableCredential'],
          credentialSubject: { name: 'Ada' },
          ...vcChange,
        },
        ...change,
      },
      signer,
    });
  return { did, party, sign, resolveDid, asked };
}

const both = async (jwt: string, resolveDid: (did: string) => Promise<ResolvedDid>): Promise<[boolean, boolean]> => [
  await verifyVcJwt({ jwt, resolveDid, clock }).then(
    () => true,
    () => false,
  ),
  await askDidJwtVc({ jwt, resolveDid, clock }),
];

describe('askDidJwtVc', () => {
  it.each(['ES256', 'EdDSA', 'ES256K'] as const)('takes what we take, signed by %s', async (alg) => {
    const { did, sign, resolveDid, asked } = await createBank(alg);
    expect(await both(await sign(), resolveDid)).toEqual([true, true]);
    expect(await both(await sign({ aud: 'https://somebody.example' }), resolveDid)).toEqual([true, true]);
    expect(new Set(asked)).toEqual(new Set([did]));
  });

  it('takes what our house issues, and what did-jwt-vc makes itself', async () => {
    const world = await createTestWorld();
    const { jwt_vc_json: jwt } = await issueInAllFormats(world);
    expect(await both(jwt, world.resolveDid)).toEqual([true, true]);
    const { bank, holder } = world;
    const made = await createVerifiableCredentialJwt(
      {
        sub: holder.did,
        nbf: NOW,
        vc: {
          '@context': ['https://www.w3.org/2018/credentials/v1'],
          type: ['VerifiableCredential'],
          credentialSubject: { name: 'Ada' },
        },
      },
      {
        did: bank.did,
        alg: 'ES256',
        signer: async (data) =>
          Buffer.from(await bank.signer(new TextEncoder().encode(String(data)))).toString('base64url'),
      },
    );
    expect(await both(made, world.resolveDid)).toEqual([true, true]);
  });

  const context = 'https://www.w3.org/2018/credentials/v1';
  it.each<[string, JsonObject, JsonObject]>([
    ['no end, written as the year 9999', { exp: 253_402_300_799 }, { expirationDate: '9999-12-31T23:59:59Z' }],
    ['no end at all', { exp: undefined as never }, {}],
    ['fractions of seconds', { nbf: NOW + 0.5, exp: NOW + 10.25 }, {}],
    ['a date in the credential alone', { nbf: undefined as never }, { issuanceDate: '2026-01-01T00:00:00+02:00' }],
    ['an issuer with a name', {}, { issuer: { id: 'did:web:bank.example%3A4101:t:demo', name: 'Bank' } }],
    ['one type as text', {}, { type: 'VerifiableCredential' }],
    ['further contexts', {}, { '@context': [context, { '@vocab': 'https://bank.example/' }, 'https://b.example/c'] }],
    [
      'several status entries',
      {},
      {
        credentialStatus: [
          { id: 'urn:1', type: 'A' },
          { id: 'urn:2', type: 'B' },
        ],
      },
    ],
    ['nothing but a subject', {}, { credentialSubject: {} }],
    [
      'null and nested claims',
      {},
      { credentialSubject: { a: null, b: [null, { c: [[1, 2], 'ü\u2028😀'] }], d: 1e-7 } },
    ],
    [
      'members of its own',
      { jti: 'urn:uuid:1', iat: NOW, aud: ['x'], azp: 'y', vct: 1 },
      { id: 'urn:uuid:1', evidence: [] },
    ],
  ])('raises no false alarm at %s', async (_name, change, vcChange) => {
    const { sign, resolveDid } = await createBank('ES256');
    expect(await both(await sign(change, vcChange), resolveDid)).toEqual([true, true]);
  });

  it.each(['ES256', 'EdDSA', 'ES256K'] as const)('refuses another signature of %s', async (alg) => {
    const { sign, resolveDid } = await createBank(alg);
    const mallory = await createTestParty(alg);
    expect(await askDidJwtVc({ jwt: await sign({}, {}, mallory.signer), resolveDid, clock })).toBe(false);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['what has expired', { exp: NOW - 400 }, {}],
    ['what is not valid yet', { nbf: NOW + 400 }, {}],
    ['another data model', {}, { '@context': ['https://www.w3.org/ns/credentials/v2'] }],
    ['no credential', {}, { type: ['Other'] }],
  ])('refuses %s', async (_name, change, vcChange) => {
    const { sign, resolveDid } = await createBank('ES256');
    expect(await askDidJwtVc({ jwt: await sign(change, vcChange), resolveDid, clock })).toBe(false);
  });

  it('does not read VCDM 2.0', async () => {
    const world = await createTestWorld();
    const { 'vc+jwt': jwt } = await issueInAllFormats(world);
    expect(await askDidJwtVc({ jwt, resolveDid: world.resolveDid, clock })).toBe(false);
  });

  it('refuses a payload that the two read differently', async () => {
    const { sign, resolveDid, party } = await createBank('ES256');
    const [header] = (await sign()).split('.');
    // The last of two equal names counts for them; ours does not read such a payload at all.
    const text = `{"iss":"did:web:bank.example%3A4101:t:demo","sub":"${HOLDER}","nbf":${NOW},"vc":{"@context":["https://www.w3.org/2018/credentials/v1"],"type":["VerifiableCredential"],"credentialSubject":{"name":"Eve"},"credentialSubject":{"name":"Ada"}}}`;
    const input = `${header}.${Buffer.from(text).toString('base64url')}`;
    const signature = Buffer.from(await party.signer(new TextEncoder().encode(input))).toString('base64url');
    expect(await askDidJwtVc({ jwt: `${input}.${signature}`, resolveDid, clock })).toBe(false);
  });

  it('has no opinion when the issuer cannot be asked', async () => {
    const { sign } = await createBank('ES256');
    const resolveDid = () => Promise.reject(new DidError('ERR_DID_UNREACHABLE', 'away'));
    await expect(askDidJwtVc({ jwt: await sign(), resolveDid, clock })).rejects.toMatchObject({
      code: 'ERR_DID_UNREACHABLE',
    });
  });
});
