import { beforeAll, describe, expect, it } from 'vitest';

import { resolveDidJwk } from '../did/did-jwk.ts';
import { type JsonObject, signCompactJws } from '../jose/compact-jws.ts';
import { createTestParty, type TestParty } from '../testing/test-parties.ts';
import { createVpJwt } from './create-vp-jwt.ts';
import { verifyVpJwt } from './verify-vp-jwt.ts';

const NOW = 1_790_000_000;
const base = { audience: 'x509_hash:abc', nonce: 'n-1', now: NOW };

let issuer: TestParty;
let holder: TestParty;
const credentials = { 1: '', 2: '' };
beforeAll(async () => {
  issuer = await createTestParty('ES256');
  holder = await createTestParty('ES256K');
  const { signer } = issuer;
  const subject = { id: holder.did };
  credentials[1] = await signCompactJws({
    header: {},
    payload: { sub: holder.did, vc: { credentialSubject: subject } },
    signer,
  });
  credentials[2] = await signCompactJws({ header: {}, payload: { credentialSubject: subject }, signer });
});

const verify = (jwt: string, more: object = {}) =>
  verifyVpJwt({ jwt, ...base, resolveDid: async (did) => resolveDidJwk(did), ...more });

describe.each([1, 2] as const)('VP JWT of data model %i', (version) => {
  const create = (more: object = {}) =>
    createVpJwt({
      version,
      credentials: [credentials[version]],
      holder: holder.did,
      kid: holder.kid,
      signer: holder.signer,
      algorithm: 'ES256K',
      ...base,
      ...more,
    });
  const signed = (header: object, payload: object, party = holder) =>
    signCompactJws({
      header: { alg: party.alg, kid: party.kid, typ: version === 1 ? 'JWT' : 'vp+jwt', ...header },
      payload: payload as JsonObject,
      signer: party.signer,
    });
  const payloadOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as JsonObject;

  it('verifies under the holder DID', async () => {
    const verified = await verify(await create());
    expect(verified).toEqual({ version, holder: holder.did, credentials: [credentials[version]] });
  });

  it('is refused for another verifier, request or time', async () => {
    const jwt = await create();
    const cases: [object, string][] = [
      [{ audience: 'abc' }, 'ERR_VP_JWT_AUDIENCE'],
      [{ nonce: 'n-2' }, 'ERR_VP_JWT_NONCE'],
      [{ now: NOW + 300 }, 'ERR_VP_JWT_STALE'],
      [{ now: NOW - 61 }, 'ERR_VP_JWT_STALE'],
    ];
    for (const [more, code] of cases) await expect(verify(jwt, more)).rejects.toMatchObject({ code });
    const { iat: _iat, ...timeless } = payloadOf(jwt);
    const { exp: _exp, ...bare } = timeless;
    // The nonce says when: the specification demands no time.
    for (const payload of [timeless, bare]) await expect(verify(await signed({}, payload))).resolves.toBeDefined();
    for (const name of ['aud', 'nonce']) {
      const { [name]: _, ...unbound } = bare;
      await expect(verify(await signed({}, unbound))).rejects.toMatchObject({ code: 'ERR_VP_JWT_MALFORMED' });
    }
    const ended = { ...timeless, exp: NOW };
    await expect(verify(await signed({}, ended))).rejects.toMatchObject({ code: 'ERR_VP_JWT_STALE' });
    await expect(verify(await signed({}, { ...bare, nbf: NOW - 301 }))).rejects.toMatchObject({
      code: 'ERR_VP_JWT_STALE',
    });
    const audiences = { ...payloadOf(jwt), aud: [base.audience, 'other'] };
    await expect(verify(await signed({}, audiences))).rejects.toMatchObject({ code: 'ERR_VP_JWT_MALFORMED' });
  });

  it('is refused under a key of another DID', async () => {
    const payload = payloadOf(await create());
    const other = await createTestParty('ES256K');
    await expect(verify(await signed({}, payload, other))).rejects.toMatchObject({ code: 'ERR_DID_KEY_NOT_FOUND' });
    await expect(verify(await signed({ kid: holder.kid }, payload, other))).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE',
    });
  });

  it('is of its own type and says one thing', async () => {
    const payload = payloadOf(await create());
    await expect(verify(await signed({ typ: 'x+jwt' }, payload))).rejects.toBeDefined();
    const untyped = verify(await signed({ typ: undefined }, payload));
    if (version === 1) await expect(untyped).resolves.toMatchObject({ version });
    else await expect(untyped).rejects.toMatchObject({ code: 'ERR_VP_JWT_MALFORMED' });
    const other = 'did:example:other';
    const contradiction = version === 1 ? { vp: { ...(payload.vp as object), holder: other } } : { iss: other };
    for (const change of [{ vc: {} }, contradiction]) {
      await expect(verify(await signed({}, { ...payload, ...change }))).rejects.toMatchObject({
        code: 'ERR_VP_JWT_MALFORMED',
      });
    }
    await expect(verify(credentials[version])).rejects.toMatchObject({ code: 'ERR_VP_JWT_MALFORMED' });
  });

  it('is refused when a credential is about somebody else', async () => {
    const { signer } = issuer;
    const subject = { credentialSubject: { id: 'did:example:other' } };
    const payload = version === 1 ? { sub: 'did:example:other', vc: subject } : subject;
    const foreign = await signCompactJws({ header: {}, payload, signer });
    const jwt = await create({ credentials: [credentials[version], foreign] });
    await expect(verify(jwt)).rejects.toMatchObject({ code: 'ERR_VP_JWT_HOLDER' });
  });
});

describe('VP JWT 2.0', () => {
  it('holds enveloped credentials only, and no vp claim', async () => {
    const { kid, signer, did } = holder;
    const create = (change: object) =>
      signCompactJws({
        header: { typ: 'vp+jwt', alg: 'ES256K', kid },
        payload: {
          '@context': ['https://www.w3.org/ns/credentials/v2'],
          type: ['VerifiablePresentation'],
          holder: did,
          aud: base.audience,
          nonce: base.nonce,
          iat: NOW,
          verifiableCredential: [
            { id: `data:application/vc+jwt,${credentials[2]}`, type: 'EnvelopedVerifiableCredential' },
          ],
          ...change,
        },
        signer,
      });
    await expect(verify(await create({}))).resolves.toMatchObject({ version: 2 });
    const bad = [
      { vp: {} },
      { verifiableCredential: [credentials[2]] },
      {
        verifiableCredential: [{ id: `data:application/jwt,${credentials[2]}`, type: 'EnvelopedVerifiableCredential' }],
      },
      { verifiableCredential: [] },
      { type: ['Other'] },
      { holder: undefined },
    ];
    for (const change of bad) {
      await expect(verify(await create(change))).rejects.toMatchObject({ code: 'ERR_VP_JWT_MALFORMED' });
    }
  });
});
