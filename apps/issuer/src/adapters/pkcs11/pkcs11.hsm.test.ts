import { bytesToBase64Url, type Random } from '@postern/primitives';
import { createVault, type Vault } from '@postern/issuer';
import { toP256PublicJwk, verifyCompactJws } from '@postern/credential';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createPkcs11Vault } from './create-pkcs11-vault.ts';
import { openPkcs11Token, type Pkcs11Token } from './open-pkcs11-token.ts';
import { Pkcs11KeyManagementSystem } from './pkcs11-key-management-system.ts';

// `npm run test:hsm` makes a token for this run and says where it is.
const library = process.env.POSTERN_HSM_LIBRARY ?? '';
const tokenLabel = process.env.POSTERN_HSM_TOKEN ?? '';
const pin = process.env.POSTERN_HSM_PIN ?? '';
const random: Random = { bytes: (length) => Uint8Array.from(randomBytes(length)) };

// First, because a library is initialised once in a process and these leave nothing open.
describe('opening a token', () => {
  it('refuses a wrong PIN and an unknown label', async () => {
    await expect(openPkcs11Token({ library, tokenLabel, pin: '000000' })).rejects.toMatchObject({
      code: 'ERR_PKCS11_LOGIN',
    });
    await expect(openPkcs11Token({ library, tokenLabel: 'another', pin })).rejects.toMatchObject({
      code: 'ERR_PKCS11_TOKEN_NOT_FOUND',
    });
  });
});

describe('a hardware token', () => {
  let token: Pkcs11Token;
  let kms: Pkcs11KeyManagementSystem;
  beforeAll(async () => {
    token = await openPkcs11Token({ library, tokenLabel, pin });
    kms = new Pkcs11KeyManagementSystem({ token, random });
  });
  afterAll(() => token?.close());

  it('signs what a P-256 verifier accepts, and not what was changed', async () => {
    const key = await kms.createKey({ type: 'Secp256r1' });
    const publicJwk = toJwk(key.publicKeyHex);
    const encode = (part: object) => bytesToBase64Url(new TextEncoder().encode(JSON.stringify(part)));
    const signingInput = `${encode({ alg: 'ES256', typ: 'test' })}.${encode({ a: 1 })}`;
    const signature = await kms.sign({
      keyRef: key,
      algorithm: 'ES256',
      data: new TextEncoder().encode(signingInput),
    });
    const verified = await verifyCompactJws({ jws: `${signingInput}.${signature}`, publicJwk, typ: 'test' });
    expect(verified.payload).toEqual({ a: 1 });
    const changed = `${encode({ alg: 'ES256', typ: 'test' })}.${encode({ a: 2 })}.${signature}`;
    await expect(verifyCompactJws({ jws: changed, publicJwk, typ: 'test' })).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE',
    });
  });

  it('lists its keys, forgets a deleted one, and makes and signs nothing else', async () => {
    const key = await kms.createKey({ type: 'Secp256r1' });
    expect((await kms.listKeys()).map(({ kid }) => kid)).toContain(key.kid);
    expect(await kms.deleteKey(key)).toBe(true);
    expect(await kms.deleteKey(key)).toBe(false);
    await expect(kms.sign({ keyRef: key, data: new Uint8Array(3) })).rejects.toMatchObject({
      code: 'ERR_PKCS11_KEY_NOT_FOUND',
    });
    await expect(kms.createKey({ type: 'Ed25519' })).rejects.toMatchObject({ code: 'ERR_PKCS11_KEY_TYPE' });
    await expect(kms.importKey()).rejects.toMatchObject({ code: 'ERR_PKCS11_KEY_TYPE' });
  });

  describe('wraps signing keys', () => {
    let plain: Vault;
    let vault: Vault;
    const row = { purpose: 'tenant-key', context: 'seal:demo-bank' };
    beforeAll(async () => {
      plain = await createVault({ masterKey: random.bytes(32), random });
      vault = createPkcs11Vault({ vault: plain, token, random });
    });

    it('opens what it sealed, and nobody does without the token', async () => {
      const plaintext = random.bytes(32);
      const sealed = await vault.seal({ ...row, plaintext });
      expect(await vault.open({ ...row, sealed })).toEqual(plaintext);
      expect(await plain.open({ ...row, sealed })).not.toEqual(plaintext);
    });

    it('refuses a wrapped key of another row', async () => {
      const sealed = await vault.seal({ ...row, plaintext: random.bytes(32) });
      const inner = await plain.open({ ...row, sealed });
      const elsewhere = { purpose: 'tenant-key', context: 'seal:other-bank' };
      const moved = await plain.seal({ ...elsewhere, plaintext: inner });
      await expect(vault.open({ ...elsewhere, sealed: moved })).rejects.toMatchObject({
        code: 'ERR_PKCS11_SEALED_DATA',
      });
    });

    it('leaves everything else to the vault', async () => {
      const person = { purpose: 'data', context: 'person:1' };
      const plaintext = random.bytes(5);
      const sealed = await vault.seal({ ...person, plaintext });
      expect(await plain.open({ ...person, sealed })).toEqual(plaintext);
    });
  });
});

function toJwk(publicKeyHex: string) {
  const point = Buffer.from(publicKeyHex, 'hex');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => bytesToBase64Url(Uint8Array.from(part)));
  return toP256PublicJwk({ kty: 'EC', crv: 'P-256', x, y });
}
