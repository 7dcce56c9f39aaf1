import { bytesToBase64Url, deriveEd25519PublicKey, deriveSecp256k1PublicKey } from '@postern/primitives';
import { CompactEncrypt, importJWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';

import { decryptCompactJwe, encryptCompactJwe } from './compact-jwe.ts';
import { signCompactJws, verifyCompactJws } from './compact-jws.ts';
import { createEd25519Signer, createP256Signer, createSecp256k1Signer, type JwsSigner } from './create-signer.ts';
import { createDpopProof, verifyDpopProof } from './dpop-proof.ts';
import { hashJwkMembers, jwkThumbprint } from './jwk-thumbprint.ts';
import { algorithmOfJwk, type PublicJwk, toPublicJwk, toVerificationJwk } from './public-jwk.ts';

const NOW = 1_790_000_000;
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const b64 = bytesToBase64Url;

type Party = { publicJwk: PublicJwk; signer: JwsSigner };
const parties = new Map<string, Party>();

beforeAll(async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  parties.set('ES256', {
    publicJwk: toPublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey)),
    signer: createP256Signer(pair.privateKey),
  });
  const seed = new Uint8Array(32).fill(7);
  parties.set('EdDSA', {
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x: b64(deriveEd25519PublicKey(seed)) },
    signer: createEd25519Signer(seed),
  });
  const { x, y } = deriveSecp256k1PublicKey(seed);
  parties.set('ES256K', {
    publicJwk: { kty: 'EC', crv: 'secp256k1', x: b64(x), y: b64(y) },
    signer: createSecp256k1Signer(seed),
  });
});

describe.each(['ES256', 'EdDSA', 'ES256K'])('compact JWS with %s', (alg) => {
  const party = () => parties.get(alg)!;
  const sign = (header: object) =>
    signCompactJws({ header: { typ: 'x+jwt', alg, ...header }, payload: { sub: 'x' }, signer: party().signer });
  const verify = (jws: string, publicJwk = party().publicJwk) => verifyCompactJws({ jws, publicJwk, typ: 'x+jwt' });

  it('stands under its own key only', async () => {
    expect(algorithmOfJwk(party().publicJwk)).toBe(alg);
    const jws = await sign({});
    await expect(verify(jws)).resolves.toMatchObject({ payload: { sub: 'x' } });
    for (const [other, { publicJwk }] of parties) {
      if (other === alg) continue;
      await expect(verify(jws, publicJwk)).rejects.toMatchObject({ code: 'ERR_JWS_ALGORITHM' });
    }
  });

  it('lets no header choose the algorithm or the key', async () => {
    for (const forged of ['none', 'HS256', 'ES384', 'RS256', 'es256', 'Ed25519']) {
      await expect(verify(await sign({ alg: forged }))).rejects.toMatchObject({ code: 'ERR_JWS_ALGORITHM' });
    }
    const mallory = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
    const jwk = (await crypto.subtle.exportKey('jwk', mallory.publicKey)) as never;
    const header = { typ: 'x+jwt', alg, jwk };
    const jws = await signCompactJws({ header, payload: {}, signer: createP256Signer(mallory.privateKey) });
    await expect(verify(jws)).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE' });
  });

  it('is of one type, without critical extensions', async () => {
    await expect(verify(await sign({ typ: 'y+jwt' }))).rejects.toMatchObject({ code: 'ERR_JWS_TYPE' });
    await expect(verify(await sign({ crit: ['b64'], b64: false }))).rejects.toMatchObject({
      code: 'ERR_JWS_MALFORMED',
    });
    await expect(verify(await sign({ b64: true }))).rejects.toMatchObject({ code: 'ERR_JWS_MALFORMED' });
  });

  it('has a signature of 64 bytes in one spelling', async () => {
    const jws = await sign({});
    const [header, payload, signature] = jws.split('.') as [string, string, string];
    for (const spoiled of ['', signature.slice(0, -2), `${signature}AA`, `${signature}==`, 'A'.repeat(86)]) {
      const code = expect.stringMatching(/^ERR_JWS_(SIGNATURE|MALFORMED)$/);
      await expect(verify(`${header}.${payload}.${spoiled}`)).rejects.toMatchObject({ code });
    }
    for (const text of ['', '.', '..', '...', `${jws}.`, `${header}.${payload}`, `.${payload}.${signature}`]) {
      await expect(verify(text)).rejects.toMatchObject({ code: 'ERR_JWS_MALFORMED' });
    }
  });
});

describe('JSON in a JWS', () => {
  it.each(['{"a":1,"a":2}', '{"__proto__":{}}', '{"a":1e999}', '{"a":9007199254740993}', '[]', 'null', '{"a":1}x'])(
    'refuses %s',
    async (text) => {
      const { publicJwk, signer } = parties.get('ES256')!;
      const encode = (part: string) => b64(new TextEncoder().encode(part));
      const input = `${encode('{"alg":"ES256","typ":"x"}')}.${encode(text)}`;
      const jws = `${input}.${b64(await signer(new TextEncoder().encode(input)))}`;
      await expect(verifyCompactJws({ jws, publicJwk, typ: 'x' })).rejects.toMatchObject({ code: 'ERR_JWS_MALFORMED' });
    },
  );
});

describe('public JWK', () => {
  it('is reduced to its own members, and never holds a private one', () => {
    const { publicJwk } = parties.get('ES256')!;
    expect(toPublicJwk({ ...publicJwk, kid: '1', use: 'sig' })).toEqual(publicJwk);
    const spoiled = [
      { d: 'AA' },
      { k: 'AA' },
      { crv: 'P-384' },
      { kty: 'OKP' },
      { x: 'AA' },
      { y: undefined },
      { y: 1 },
    ];
    for (const change of spoiled) {
      expect(() => toPublicJwk({ ...publicJwk, ...change })).toThrow(expect.objectContaining({ code: 'ERR_JWS_KEY' }));
    }
    for (const change of [{ use: 'enc' }, { alg: 'ES384' }, { alg: 'ECDH-ES' }, { key_ops: ['sign'] }]) {
      expect(() => toVerificationJwk({ ...publicJwk, ...change })).toThrow(
        expect.objectContaining({ code: 'ERR_JWS_KEY' }),
      );
    }
  });

  it('must be a point of its curve when used', async () => {
    const { signer, publicJwk } = parties.get('ES256')!;
    const jws = await signCompactJws({ header: {}, payload: {}, signer });
    const off = { ...publicJwk, y: b64(new Uint8Array(32).fill(1)) } as PublicJwk;
    await expect(verifyCompactJws({ jws, publicJwk: off, typ: undefined })).rejects.toMatchObject({
      code: 'ERR_JWS_KEY',
    });
  });
});

describe('JWK thumbprint', () => {
  it('is that of RFC 7638 §3.1, RFC 8037 §A.3 and RFC 9449 §6.1', async () => {
    const rsa = {
      e: 'AQAB',
      kty: 'RSA',
      n:
        '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3' +
        'oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdA' +
        'ZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-' +
        'kEgU8awapJzKnqDKgw',
    };
    expect(await hashJwkMembers(rsa)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
    const ed25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;
    expect(await jwkThumbprint(ed25519)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
    const p256 = {
      kty: 'EC',
      crv: 'P-256',
      x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
      y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
    } as const;
    expect(await jwkThumbprint(p256)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');
  });
});

describe('compact JWE', () => {
  const make = async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const jwk = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as never;
    return { privateKey: pair.privateKey, recipient: { ...(toPublicJwk(jwk) as never as object), kid: 'e1' } as never };
  };

  it.each(['A128GCM', 'A256GCM'] as const)('opens with its key (%s) and for no other', async (enc) => {
    const { privateKey, recipient } = await make();
    const jwe = await encryptCompactJwe({ payload: { a: 1 }, recipient, enc, apu: 'YQ', apv: 'Yg' });
    const { header, payload } = await decryptCompactJwe({ jwe, privateKey, kid: 'e1' });
    expect(payload).toEqual({ a: 1 });
    expect(header).toMatchObject({ alg: 'ECDH-ES', enc, kid: 'e1', apu: 'YQ', apv: 'Yg' });
    await expect(decryptCompactJwe({ jwe, privateKey, kid: 'e2' })).rejects.toMatchObject({ code: 'ERR_JWE_KEY' });
    const other = await make();
    await expect(decryptCompactJwe({ jwe, privateKey: other.privateKey, kid: 'e1' })).rejects.toMatchObject({
      code: 'ERR_JWE_DECRYPT',
    });
    const parts = jwe.split('.');
    const tampered = parts.with(3, `${parts[3]!.startsWith('A') ? 'B' : 'A'}${parts[3]!.slice(1)}`).join('.');
    await expect(decryptCompactJwe({ jwe: tampered, privateKey, kid: 'e1' })).rejects.toMatchObject({
      code: 'ERR_JWE_DECRYPT',
    });
  });

  it('is refused with another algorithm, compression, odd header or content', async () => {
    const { privateKey, recipient } = await make();
    const key = await importJWK(recipient, 'ECDH-ES+A128KW');
    const encrypt = (header: object, text = '{}') =>
      new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM', kid: 'e1', ...header })
        .encrypt(key as never);
    const decrypt = (jwe: string) => decryptCompactJwe({ jwe, privateKey, kid: 'e1' });
    await expect(decrypt(await encrypt({ alg: 'ECDH-ES+A128KW' }))).rejects.toMatchObject({
      code: 'ERR_JWE_MALFORMED',
    });
    await expect(decrypt(await encrypt({ enc: 'A128CBC-HS256' }))).rejects.toMatchObject({ code: 'ERR_JWE_ALGORITHM' });
    await expect(decrypt(await encrypt({ jku: 'https://x.example' }))).rejects.toMatchObject({
      code: 'ERR_JWE_MALFORMED',
    });
    await expect(decrypt(await encrypt({}, '{"a":1,"a":2}'))).rejects.toMatchObject({ code: 'ERR_JWE_MALFORMED' });
    await expect(decrypt(await encrypt({}, '[]'))).rejects.toMatchObject({ code: 'ERR_JWE_MALFORMED' });
    const plain = await encrypt({});
    const [header, ...rest] = plain.split('.');
    const withZip = { ...JSON.parse(Buffer.from(header!, 'base64url').toString()), zip: 'DEF' };
    const zipped = [Buffer.from(JSON.stringify(withZip)).toString('base64url'), ...rest].join('.');
    await expect(decrypt(zipped)).rejects.toMatchObject({ code: 'ERR_JWE_MALFORMED' });
    for (const text of ['', '....', 'a.b.c', `${plain}.`, 'x'.repeat(3_000_000)]) {
      await expect(decrypt(text)).rejects.toMatchObject({ code: 'ERR_JWE_MALFORMED' });
    }
  });
});

describe.each(['ES256', 'EdDSA', 'ES256K'])('DPoP proof with %s', (alg) => {
  const base = { method: 'POST', url: 'https://Bank.example:443/t/a/token?x=1#y', now: NOW };
  const create = (more: object = {}) => createDpopProof({ ...base, ...parties.get(alg)!, random, ...more });
  const verify = (proof: string, more: object = {}) => verifyDpopProof({ ...base, proof, ...more });

  it('stands for its method, URL, time, token', async () => {
    const proof = await create({ accessToken: 'token', nonce: 'n' });
    const verified = await verify(proof, { accessToken: 'token', url: 'https://bank.example/t/%61/token' });
    expect(verified).toMatchObject({ nonce: 'n', iat: NOW, publicJwk: parties.get(alg)!.publicJwk });
    expect(verified.thumbprint).toBe(await jwkThumbprint(parties.get(alg)!.publicJwk));
    expect((await verify(await create())).jti).not.toBe((await verify(await create())).jti);
  });

  it('is refused for another', async () => {
    const proof = await create({ accessToken: 'token' });
    const cases: [object, string][] = [
      [{ method: 'GET' }, 'ERR_DPOP_METHOD'],
      [{ url: 'https://bank.example/t/b/token' }, 'ERR_DPOP_URL'],
      [{ url: 'http://bank.example/t/a/token' }, 'ERR_DPOP_URL'],
      [{ url: 'https://bank.example:8443/t/a/token' }, 'ERR_DPOP_URL'],
      [{ now: NOW + 121 }, 'ERR_DPOP_STALE'],
      [{ now: NOW - 61 }, 'ERR_DPOP_STALE'],
      [{ accessToken: 'other' }, 'ERR_DPOP_ACCESS_TOKEN'],
    ];
    for (const [more, code] of cases) await expect(verify(proof, more)).rejects.toMatchObject({ code });
    await expect(verify(await create(), { accessToken: 'token' })).rejects.toMatchObject({
      code: 'ERR_DPOP_ACCESS_TOKEN',
    });
  });

  it('is refused of another type, with a private, foreign or missing key, or without claims', async () => {
    const { publicJwk, signer } = parties.get(alg)!;
    const sign = (header: object, payload: object = { jti: 'j', htm: 'POST', htu: base.url, iat: NOW }) =>
      signCompactJws({
        header: { typ: 'dpop+jwt', alg, jwk: publicJwk, ...header },
        payload: payload as never,
        signer,
      });
    await expect(verify(await sign({}))).resolves.toMatchObject({ jti: 'j' });
    const malformed = [{ typ: 'JWT' }, { jwk: { ...publicJwk, d: 'AA' } }, { jwk: null }, { x5c: [] }];
    // A name beside the key changes nothing.
    await expect(verify(await sign({ kid: 'x' }))).resolves.toMatchObject({ jti: 'j' });
    for (const header of malformed) {
      await expect(verify(await sign(header))).rejects.toMatchObject({ code: 'ERR_DPOP_MALFORMED' });
    }
    const other = [...parties].find(([name]) => name !== alg)![1].publicJwk;
    await expect(verify(await sign({ jwk: other }))).rejects.toMatchObject({ code: 'ERR_DPOP_SIGNATURE' });
    for (const payload of [
      {},
      { jti: 'j', htm: 'POST', htu: base.url, iat: '1' },
      { jti: 'j', htm: 'POST', htu: 'x', iat: NOW },
    ]) {
      await expect(verify(await sign({}, payload))).rejects.toMatchObject({ code: 'ERR_DPOP_MALFORMED' });
    }
  });
});
