import { FIELD_ORDER, hashHolderCommitment } from '@postern/primitives';
import { beforeAll, describe, expect, it } from 'vitest';

import { encodePersonAttributes } from './attribute/encode-person-attributes.ts';
import { claimsToSlotValues, personRecordToClaims } from './attribute/person-claims.ts';
import type { PersonRecord } from './attribute/person-record.ts';
import { didJwkFromPublicJwk, resolveDidJwk } from './did/did-jwk.ts';
import { didWebDocumentUrl } from './did/did-web.ts';
import { resolveDid } from './did/resolve-did.ts';
import { signCompactJws, verifyCompactJws } from './jose/compact-jws.ts';
import { createP256Signer } from './jose/create-signer.ts';
import { jwkThumbprint } from './jose/jwk-thumbprint.ts';
import { type P256PublicJwk, toP256PublicJwk } from './jose/public-jwk.ts';
import { KYC_PERSON_SCHEMA, PERSON_SLOT } from './schema/kyc-person.ts';
import { createSdJwtVc } from './sd-jwt/create-sd-jwt-vc.ts';
import { verifySdJwtVc } from './sd-jwt/verify-sd-jwt-vc.ts';
import { createSeal } from './seal/create-seal.ts';
import { sealFromClaims, sealToClaims } from './seal/seal-claims.ts';
import { assertSealMatchesClaims, verifySeal } from './seal/verify-seal.ts';
import { createKycVcPayload } from './vc-jwt/create-vc-payload.ts';
import { verifyVcJwt } from './vc-jwt/verify-vc-jwt.ts';

const NOW = 1_790_000_000;
const clock = { now: () => NOW };
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

const ADA: PersonRecord = {
  givenName: 'Ἄννα',
  familyName: 'Παπαδοπούλου',
  latinName: 'PAPADOPOULOU ANNA',
  birthDate: '1990-02-28',
  nationalities: ['GR'],
  residence: 'DE',
  residenceSubdivision: 0,
  address: { street: 'Torstraße 1', locality: 'Berlin', postalCode: '10119' },
  document: { type: 'passport', number: 'AE1234567', issuingCountry: 'GR', expiresOn: '2031-05-01' },
  assurance: 'substantial',
  diligence: 'standard',
  flags: ['sanctions_clear', 'not_pep'],
  testData: false,
  screenedAt: NOW - 100,
  issuedAt: NOW,
  reboundAt: 0,
};

let keys: CryptoKeyPair;
let jwk: P256PublicJwk;
beforeAll(async () => {
  keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  jwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', keys.publicKey));
});

describe('seal', () => {
  const privateKey = new Uint8Array(32).fill(9);
  const holderCommitment = hashHolderCommitment(42n);
  const create = () =>
    createSeal({
      schemaId: KYC_PERSON_SCHEMA.schemaId,
      values: encodePersonAttributes(ADA),
      holderCommitment,
      status: { issuerId: 1, listId: 1, index: 77 },
      validUntil: NOW + 1000,
      privateKey,
      random,
    });

  it('stands for its values and commitment, and survives its wire form', () => {
    const seal = sealFromClaims(JSON.parse(JSON.stringify(sealToClaims(create()))));
    expect(() => verifySeal({ seal, holderCommitment })).not.toThrow();
    expect(() => assertSealMatchesClaims({ seal, claims: personRecordToClaims(ADA) })).not.toThrow();
  });

  it('is refused for another commitment, value, index or expiry', () => {
    const seal = create();
    const values = seal.values.with(PERSON_SLOT.birthDate, 19_500_101n);
    const forged = [
      { seal, holderCommitment: hashHolderCommitment(43n) },
      { seal: { ...seal, values }, holderCommitment },
      { seal: { ...seal, index: 78 }, holderCommitment },
      { seal: { ...seal, validUntil: seal.validUntil + 1 }, holderCommitment },
    ];
    for (const options of forged) {
      expect(() => verifySeal(options)).toThrow(expect.objectContaining({ code: 'ERR_SEAL_FORGED' }));
    }
  });

  it('is refused when the credential states another value', () => {
    const claims = personRecordToClaims({ ...ADA, residence: 'FR' });
    expect(() => assertSealMatchesClaims({ seal: create(), claims })).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIMS_DIFFER_FROM_SEAL' }),
    );
  });

  it('is refused when the credential is silent about what the seal states, or the reverse', () => {
    const silent = { ...ADA, screenedAt: 0 };
    const outspoken = { ...ADA, taxResidence: 'DE' };
    for (const record of [silent, outspoken]) {
      expect(() => assertSealMatchesClaims({ seal: create(), claims: personRecordToClaims(record) })).toThrow(
        expect.objectContaining({ code: 'ERR_CLAIMS_DIFFER_FROM_SEAL' }),
      );
    }
  });

  it('is refused with a non-canonical number', () => {
    const claims = sealToClaims(create());
    for (const schemaId of [
      `0${claims.schemaId}`,
      ':',
      '',
      '-1',
      '0x1',
      ' 1',
      '1'.repeat(78),
      FIELD_ORDER.toString(),
    ]) {
      expect(() => sealFromClaims({ ...claims, schemaId })).toThrow(
        expect.objectContaining({ code: 'ERR_SEAL_MALFORMED' }),
      );
    }
  });
});

describe('person attributes', () => {
  it('fill both nationality slots from one nationality', () => {
    const values = encodePersonAttributes(ADA);
    expect(values[PERSON_SLOT.nationality]).toBe(300n);
    expect(values[PERSON_SLOT.nationality2]).toBe(300n);
    expect(values[PERSON_SLOT.birthDate]).toBe(19_900_228n);
  });

  it('refuse a value wider than its slot and an unknown country', () => {
    expect(() => encodePersonAttributes({ ...ADA, residenceSubdivision: 1024 })).toThrow(
      expect.objectContaining({ code: 'ERR_SCHEMA_VALUE_TOO_WIDE' }),
    );
    expect(() => encodePersonAttributes({ ...ADA, residence: 'ZZ' })).toThrow(
      expect.objectContaining({ code: 'ERR_COUNTRY_UNKNOWN' }),
    );
  });

  it('are 0, and no claim, where nobody was screened and no tax residence was stated', () => {
    const record = { ...ADA, screenedAt: 0 };
    const values = encodePersonAttributes(record);
    expect([values[PERSON_SLOT.screenedAt], values[PERSON_SLOT.taxResidence]]).toEqual([0n, 0n]);
    const claims = personRecordToClaims(record);
    expect(claims).not.toHaveProperty('screened_at');
    expect(claims).not.toHaveProperty('tax_residence');
    for (const [slot, value] of claimsToSlotValues(claims)) expect(values[slot]).toBe(value);
    // A time of 0 would be shown to a person as one.
    expect(() => claimsToSlotValues({ ...claims, screened_at: 0 })).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIMS_MALFORMED' }),
    );
  });

  it('state the tax residence that was stated, not the country that somebody lives in', () => {
    const record = { ...ADA, taxResidence: 'FR' };
    const values = encodePersonAttributes(record);
    expect([values[PERSON_SLOT.residence], values[PERSON_SLOT.taxResidence]]).toEqual([276n, 250n]);
    const claims = personRecordToClaims(record);
    expect(claims).toMatchObject({ tax_residence: 'FR' });
    expect(claimsToSlotValues(claims).get(PERSON_SLOT.taxResidence)).toBe(250n);
    expect(claimsToSlotValues(personRecordToClaims(ADA)).get(PERSON_SLOT.taxResidence)).toBe(0n);
  });

  it.each([
    ['XXA', 990n],
    ['XXB', 991n],
    ['XXC', 992n],
    ['XXX', 999n],
  ])(
    'hold %s as a nationality and as the issuer of a document, and as no place to live or to be taxed',
    (code, value) => {
      const document = { ...ADA.document, issuingCountry: code };
      const record = { ...ADA, nationalities: [code], document };
      const values = encodePersonAttributes(record);
      expect([values[PERSON_SLOT.nationality], values[PERSON_SLOT.nationality2]]).toEqual([value, value]);
      expect(claimsToSlotValues(personRecordToClaims(record)).get(PERSON_SLOT.nationality)).toBe(value);
      for (const place of [{ residence: code }, { taxResidence: code }]) {
        expect(() => encodePersonAttributes({ ...ADA, ...place })).toThrow(
          expect.objectContaining({ code: 'ERR_COUNTRY_UNKNOWN' }),
        );
      }
    },
  );
});

describe('a fact that there is not', () => {
  const agree = (record: PersonRecord) => {
    const values = encodePersonAttributes(record);
    for (const [slot, value] of claimsToSlotValues(personRecordToClaims(record))) expect(values[slot]).toBe(value);
    return values;
  };

  it('no end of a document: no claim, and 0, which lies before every day', () => {
    const record = { ...ADA, document: { ...ADA.document, expiresOn: null } };
    expect(agree(record)[PERSON_SLOT.documentExpiry]).toBe(0n);
    expect(personRecordToClaims(record)['document']).not.toHaveProperty('date_of_expiry');
  });

  it('no fixed address: the country alone', () => {
    const record = { ...ADA, address: null };
    agree(record);
    expect(Object.keys(personRecordToClaims(record)['address'] as object)).toEqual(['country', 'region_code']);
  });

  it('no slot for a third nationality: the claims say all, the slots the first and that there are others', () => {
    const values = agree({ ...ADA, nationalities: ['FR', 'MA', 'CA'] });
    expect([values[PERSON_SLOT.nationality], values[PERSON_SLOT.nationality2]]).toEqual([250n, 999n]);
    expect(personRecordToClaims({ ...ADA, nationalities: ['FR', 'MA', 'CA'] })['nationalities']).toHaveLength(3);
  });
});

describe('compact JWS', () => {
  it('is refused under another type, algorithm, key or payload', async () => {
    const signer = createP256Signer(keys.privateKey);
    const jws = await signCompactJws({ header: { typ: 'a+jwt' }, payload: { x: 1 }, signer });
    await expect(verifyCompactJws({ jws, publicJwk: jwk, typ: 'a+jwt' })).resolves.toMatchObject({ payload: { x: 1 } });
    await expect(verifyCompactJws({ jws, publicJwk: jwk, typ: 'b+jwt' })).rejects.toMatchObject({
      code: 'ERR_JWS_TYPE',
    });
    const none = await signCompactJws({ header: { typ: 'a+jwt', alg: 'none' }, payload: { x: 1 }, signer });
    await expect(verifyCompactJws({ jws: none, publicJwk: jwk, typ: 'a+jwt' })).rejects.toMatchObject({
      code: 'ERR_JWS_ALGORITHM',
    });
    const [header, , signature] = jws.split('.');
    const swapped = `${header}.${btoa('{"x":2}').replace(/=+$/, '')}.${signature}`;
    await expect(verifyCompactJws({ jws: swapped, publicJwk: jwk, typ: 'a+jwt' })).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE',
    });
  });

  it('has the thumbprint of RFC 7638 form', async () => {
    expect(await jwkThumbprint(jwk)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe('DIDs', () => {
  it('resolve did:jwk to its own key', () => {
    const did = didJwkFromPublicJwk(jwk);
    expect(resolveDidJwk(did).keys).toEqual([{ id: `${did}#0`, publicJwk: jwk }]);
  });

  it('place did:web documents by port and path, and refuse traversal', () => {
    const url = (did: string) => didWebDocumentUrl({ did, allowLoopbackHttp: true });
    expect(url('did:web:localhost%3A4101:t:demo-bank')).toBe('http://localhost:4101/t/demo-bank/did.json');
    expect(url('did:web:bank.example')).toBe('https://bank.example/.well-known/did.json');
    expect(() => url('did:web:bank.example:%2e%2e:x')).toThrow(expect.objectContaining({ code: 'ERR_DID_MALFORMED' }));
    expect(() => url('did:web:a@b.example')).toThrow(expect.objectContaining({ code: 'ERR_DID_MALFORMED' }));
  });

  it('refuse a document of another DID', async () => {
    const fetchText = async () => ({ status: 200, text: JSON.stringify({ id: 'did:web:other.example' }) });
    await expect(
      resolveDid({ did: 'did:web:bank.example', fetchText, allowLoopbackHttp: false }),
    ).rejects.toMatchObject({ code: 'ERR_DID_DOCUMENT' });
  });
});

describe('ages in the claims', () => {
  it('are those of the day of issuance, or of the day told, and stay as they were signed', () => {
    // 18 on 1 March 2026, in the life of a credential that was issued before.
    const young = { ...ADA, birthDate: '2008-03-01', issuedAt: Date.UTC(2026, 1, 28, 23) / 1000 };
    expect(personRecordToClaims(young)).toMatchObject({
      birthdate: '2008-03-01',
      age_over_16: true,
      age_over_18: false,
    });
    expect(personRecordToClaims(young, 20_260_301)).toMatchObject({ age_over_18: true, age_over_21: false });
    const partial = personRecordToClaims({ ...young, flags: ['birth_date_partial'] });
    expect(partial).toHaveProperty('age_over_16', true);
    expect(partial).not.toHaveProperty('age_over_18');
  });

  it('leave the seal as it is', () => {
    const claims = personRecordToClaims(ADA);
    const { age_over_18: _, ...less } = claims;
    expect(claimsToSlotValues(claims)).toEqual(claimsToSlotValues(less));
  });
});

describe('SD-JWT VC', () => {
  const create = () =>
    createSdJwtVc({
      issuer: 'https://bank.example/t/a',
      vct: 'https://bank.example/t/a/vct/kyc-person/1',
      claims: personRecordToClaims(ADA),
      holderJwk: jwk,
      status: { uri: 'https://bank.example/t/a/status/token/1', index: 5 },
      issuedAt: NOW,
      expiresAt: NOW + 1000,
      kid: 'key-1',
      signer: createP256Signer(keys.privateKey),
      random,
    });
  const verify = (token: string, vct = 'https://bank.example/t/a/vct/kyc-person/1') =>
    verifySdJwtVc({ token, resolveIssuerKey: async () => jwk, clock, expectedVct: vct });

  it('verifies with every claim disclosed', async () => {
    const verified = await verify(await create());
    expect(verified.claims).toMatchObject(personRecordToClaims(ADA));
    expect(verified.holderJwk).toEqual(jwk);
    expect(verified.status).toEqual({ uri: 'https://bank.example/t/a/status/token/1', index: 5 });
  });

  it('keeps a withheld claim hidden', async () => {
    const [jws, ...disclosures] = (await create()).split('~');
    const isName = (text: string) => Buffer.from(text, 'base64url').toString().includes('"family_name"');
    expect(disclosures.filter(isName)).toHaveLength(1);
    const verified = await verify([jws, ...disclosures.filter((text) => !isName(text))].join('~'));
    expect(Object.keys(verified.claims)).not.toContain('family_name');
    expect(verified.claims).toHaveProperty('given_name');
  });

  it('refuses forged, repeated and foreign disclosures, another type and expiry', async () => {
    const token = await create();
    const forged = btoa(JSON.stringify(['salt', 'assurance', 'high'])).replace(/=+$/, '');
    await expect(verify(`${token}${forged}~`)).rejects.toMatchObject({ code: 'ERR_SD_JWT_DISCLOSURE' });
    const first = token.split('~')[1]!;
    await expect(verify(`${token}${first}~`)).rejects.toMatchObject({ code: 'ERR_SD_JWT_DISCLOSURE' });
    await expect(verify(token, 'https://other.example/vct')).rejects.toMatchObject({ code: 'ERR_SD_JWT_TYPE' });
    const late = verifySdJwtVc({
      token,
      resolveIssuerKey: async () => jwk,
      clock: { now: () => NOW + 1000 },
      expectedVct: 'https://bank.example/t/a/vct/kyc-person/1',
    });
    await expect(late).rejects.toMatchObject({ code: 'ERR_SD_JWT_EXPIRED' });
  });
});

describe('VC-JWT', () => {
  it('verifies under the issuer DID and is refused under another key or type', async () => {
    const did = didJwkFromPublicJwk(jwk);
    const vc = createKycVcPayload({
      issuerDid: did,
      holderDid: 'did:example:holder',
      issuedAt: NOW,
      expiresAt: NOW + 1000,
      claims: personRecordToClaims(ADA),
      status: { listUrl: 'https://bank.example/list/1', index: 3, purpose: 'suspension' },
    });
    const { issuer, issuanceDate: _issued, expirationDate: _expires, ...body } = vc;
    const jwt = await signCompactJws({
      header: { typ: 'JWT', kid: `${did}#0` },
      payload: { iss: issuer.id, sub: 'did:example:holder', nbf: NOW, exp: NOW + 1000, vc: body as never },
      signer: createP256Signer(keys.privateKey),
    });
    const resolve = async () => resolveDidJwk(did);
    await expect(
      verifyVcJwt({ jwt, resolveDid: resolve, clock, expectedType: 'KycPersonCredential' }),
    ).resolves.toMatchObject({ issuer: did, subject: 'did:example:holder' });
    await expect(
      verifyVcJwt({ jwt, resolveDid: resolve, clock, expectedType: 'KycSealCredential' }),
    ).rejects.toMatchObject({ code: 'ERR_VC_JWT_TYPE' });
    const tampered = jwt.replace(
      /\.([^.]+)$/,
      (_, signature: string) => `.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    );
    await expect(
      verifyVcJwt({ jwt: tampered, resolveDid: resolve, clock, expectedType: 'KycPersonCredential' }),
    ).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE' });
  });
});
