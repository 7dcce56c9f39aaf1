import { beforeAll, describe, expect, it } from 'vitest';

import { resolveDidJwk } from '../did/did-jwk.ts';
import type { ResolvedDid } from '../did/did-document.ts';
import { type JsonObject, signCompactJws } from '../jose/compact-jws.ts';
import { createTestParty, type TestParty } from '../testing/test-parties.ts';
import { createVcdm2Payload } from './create-vcdm2-payload.ts';
import { createKycVcPayload } from './create-vc-payload.ts';
import { verifyVcJwt } from './verify-vc-jwt.ts';
import { verifyVcdm2Jwt } from './verify-vcdm2-jwt.ts';

const NOW = 1_790_000_000;
const clock = { now: () => NOW };
const resolveDid = async (did: string) => resolveDidJwk(did);
const LIST = 'https://bank.example/list/1';

let bank: TestParty;
let holder: TestParty;
beforeAll(async () => {
  bank = await createTestParty('ES256');
  holder = await createTestParty('EdDSA');
});

const common = () => ({
  issuerDid: bank.did,
  holderDid: holder.did,
  issuedAt: NOW,
  expiresAt: NOW + 1000,
  claims: { name: 'Ada' },
});

describe('VC-JWT of VCDM 1.1', () => {
  const payload = (change: object = {}, vcChange: object = {}): JsonObject => {
    const status = { listUrl: LIST, index: 3, purpose: 'suspension' } as const;
    const vc = createKycVcPayload({ ...common(), status });
    const full = { iss: bank.did, sub: holder.did, nbf: NOW, exp: NOW + 1000, vc: { ...vc, ...vcChange }, ...change };
    return JSON.parse(JSON.stringify(full));
  };
  const sign = (body: JsonObject, header: object = {}, party = bank) =>
    signCompactJws({
      header: { typ: 'JWT', alg: party.alg, kid: bank.kid, ...header },
      payload: body,
      signer: party.signer,
    });
  const verify = (jwt: string, more: object = {}) => verifyVcJwt({ jwt, resolveDid, clock, ...more });

  it('yields the credential with its registered claims put back', async () => {
    const body = payload({ jti: 'urn:uuid:1' }, { issuanceDate: undefined, expirationDate: undefined });
    const verified = await verify(await sign(body), { expectedType: 'KycPersonCredential' });
    expect(verified).toMatchObject({ version: 1, issuer: bank.did, subject: holder.did, expiresAt: NOW + 1000 });
    expect(verified.credential).toMatchObject({ id: 'urn:uuid:1', issuanceDate: new Date(NOW * 1000).toISOString() });
    expect(verified.statusEntries).toEqual([
      {
        id: `${LIST}#3`,
        type: 'BitstringStatusListEntry',
        statusPurpose: 'suspension',
        statusListIndex: '3',
        statusListCredential: LIST,
      },
    ]);
  });

  it('stands only under a key of its issuer', async () => {
    const mallory = await createTestParty('ES256');
    await expect(verify(await sign(payload(), {}, mallory))).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE' });
    for (const kid of [mallory.kid, '../#0', `${bank.did}#1`, 1]) {
      await expect(verify(await sign(payload(), { kid }))).rejects.toMatchObject({ code: 'ERR_DID_KEY_NOT_FOUND' });
    }
    await expect(verify(await sign(payload(), { kid: undefined }))).resolves.toBeDefined();
    const two: ResolvedDid = {
      ...resolveDidJwk(bank.did),
      keys: [...resolveDidJwk(bank.did).keys, ...resolveDidJwk(mallory.did).keys],
    };
    await expect(
      verify(await sign(payload(), { kid: undefined }), { resolveDid: async () => two }),
    ).rejects.toMatchObject({
      code: 'ERR_DID_KEY_NOT_FOUND',
    });
    const foreign = async () => resolveDidJwk(mallory.did);
    await expect(verify(await sign(payload()), { resolveDid: foreign })).rejects.toMatchObject({
      code: 'ERR_DID_DOCUMENT',
    });
  });

  it('is of its own type', async () => {
    for (const typ of ['vc+jwt', 'vp+jwt', 'dc+sd-jwt', 'openid4vci-proof+jwt', '', null]) {
      await expect(verify(await sign(payload(), { typ }))).rejects.toMatchObject({ code: 'ERR_JWS_TYPE' });
    }
    // VCDM 1.1 demands no `typ`.
    await expect(verify(await sign(payload(), { typ: undefined }))).resolves.toMatchObject({ version: 1 });
    await expect(verify(await sign(payload({ vp: {} })))).rejects.toMatchObject({ code: 'ERR_VC_JWT_MALFORMED' });
    await expect(verify(await sign(payload()), { expectedType: 'Other' })).rejects.toMatchObject({
      code: 'ERR_VC_JWT_TYPE',
    });
  });

  it('says one thing', async () => {
    const moments = { issuanceDate: '2020-01-01T00:00:00Z', expirationDate: '2099-01-01T00:00:00Z' };
    const contradictions = [
      payload({}, { issuer: { id: holder.did } }),
      payload({ sub: bank.did }),
      payload({ jti: 'urn:a' }, { id: 'urn:b' }),
      payload({}, { issuanceDate: moments.issuanceDate }),
      payload({}, { expirationDate: moments.expirationDate }),
      payload({ exp: NOW + 5000 }),
    ];
    for (const body of contradictions) {
      await expect(verify(await sign(body))).rejects.toMatchObject({ code: 'ERR_VC_JWT_NOT_ACCEPTED' });
    }
  });

  it('has the context of its data model first, and no context is fetched', async () => {
    for (const context of [
      ['https://www.w3.org/ns/credentials/v2'],
      [],
      'https://www.w3.org/2018/credentials/v1',
      ['https://evil.example', 'https://www.w3.org/2018/credentials/v1'],
    ]) {
      await expect(verify(await sign(payload({}, { '@context': context })))).rejects.toMatchObject({
        code: 'ERR_VC_JWT_MALFORMED',
      });
    }
  });

  it('is refused outside its time, or without type, subject or date', async () => {
    await expect(verify(await sign(payload()), { clock: { now: () => NOW + 1000 } })).rejects.toMatchObject({
      code: 'ERR_VC_JWT_EXPIRED',
    });
    await expect(verify(await sign(payload()), { clock: { now: () => NOW - 61 } })).rejects.toMatchObject({
      code: 'ERR_VC_JWT_NOT_YET_VALID',
    });
    const ends = (moment: number) =>
      sign(payload({ exp: undefined }, { expirationDate: new Date(moment * 1000).toISOString() }));
    await expect(verify(await ends(NOW))).rejects.toMatchObject({ code: 'ERR_VC_JWT_EXPIRED' });
    await expect(verify(await ends(NOW - 1))).rejects.toMatchObject({ code: 'ERR_VC_JWT_VALIDITY_ORDER' });
    const malformed = [
      payload({}, { type: ['Other'] }),
      payload({ sub: undefined }, { credentialSubject: {} }),
      payload({ nbf: undefined }, { issuanceDate: undefined }),
      payload({ nbf: 1e300 }),
      payload({ vc: undefined }),
      payload({ vc: null }),
      payload({}, { credentialStatus: { id: 'x' } }),
      payload({}, { issuanceDate: 'yesterday' }),
    ];
    for (const body of malformed) {
      await expect(verify(await sign(body))).rejects.toMatchObject({ code: 'ERR_VC_JWT_MALFORMED' });
    }
  });
});

describe('VC-JWT of VCDM 2.0', () => {
  const payload = (change: object = {}): JsonObject => {
    const statuses = (['revocation', 'suspension'] as const).map((purpose) => ({ listUrl: LIST, index: 3, purpose }));
    return JSON.parse(JSON.stringify({ ...createVcdm2Payload({ ...common(), statuses }), ...change }));
  };
  const sign = (body: JsonObject, header: object = {}) =>
    signCompactJws({
      header: { typ: 'vc+jwt', cty: 'vc', kid: bank.kid, ...header },
      payload: body,
      signer: bank.signer,
    });
  const verify = (jwt: string, more: object = {}) => verifyVcdm2Jwt({ jwt, resolveDid, clock, ...more });

  it('is the credential itself, with an entry for each list', async () => {
    const verified = await verify(await sign(payload()), { expectedType: 'KycPersonCredential' });
    expect(verified).toMatchObject({ version: 2, issuer: bank.did, subject: holder.did, expiresAt: NOW + 1000 });
    expect(verified.statusEntries.map(({ statusPurpose }) => statusPurpose)).toEqual(['revocation', 'suspension']);
    expect(verified.credential).toEqual(payload());
    const object = payload({ issuer: { id: bank.did, name: 'Bank' }, credentialSubject: [{ id: holder.did }] });
    await expect(verify(await sign(object))).resolves.toMatchObject({ issuer: bank.did, subject: holder.did });
  });

  it('is of its own type and under an absolute key of its issuer', async () => {
    const mallory = await createTestParty('ES256');
    for (const kid of ['#0', undefined, mallory.kid, `${bank.did}#1`, `${bank.did}`]) {
      await expect(verify(await sign(payload(), { kid }))).rejects.toMatchObject({ code: 'ERR_DID_KEY_NOT_FOUND' });
    }
    for (const typ of ['JWT', 'vp+jwt', 'application/vc+jwt', undefined]) {
      await expect(verify(await sign(payload(), { typ }))).rejects.toMatchObject({ code: 'ERR_JWS_TYPE' });
    }
  });

  it('wraps nothing and says one thing', async () => {
    for (const change of [{ vc: {} }, { vp: {} }, { nbf: NOW }]) {
      await expect(verify(await sign(payload(change)))).rejects.toMatchObject({ code: 'ERR_VC_JWT_MALFORMED' });
    }
    for (const change of [{ iss: holder.did }, { sub: bank.did }, { jti: 'urn:a', id: 'urn:b' }]) {
      await expect(verify(await sign(payload(change)))).rejects.toMatchObject({ code: 'ERR_VC_JWT_NOT_ACCEPTED' });
    }
  });

  it('is refused outside its time or with another model', async () => {
    const at = (now: number) => ({ clock: { now: () => now } });
    await expect(verify(await sign(payload()), at(NOW + 1000))).rejects.toMatchObject({ code: 'ERR_VC_JWT_EXPIRED' });
    await expect(verify(await sign(payload()), at(NOW - 61))).rejects.toMatchObject({
      code: 'ERR_VC_JWT_NOT_YET_VALID',
    });
    await expect(verify(await sign(payload({ exp: NOW })))).rejects.toMatchObject({ code: 'ERR_VC_JWT_EXPIRED' });
    for (const change of [
      { '@context': ['https://www.w3.org/2018/credentials/v1'] },
      { type: 'X' },
      { validFrom: 'x' },
      { issuer: 1 },
      { credentialSubject: {} },
      { credentialSubject: [{ id: 'a' }, { id: 'b' }] },
    ]) {
      await expect(verify(await sign(payload(change)))).rejects.toMatchObject({ code: 'ERR_VC_JWT_MALFORMED' });
    }
  });
});
