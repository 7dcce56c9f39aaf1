import {
  decryptCompactJwe,
  encryptCompactJwe,
  signCompactJws,
  toP256PublicJwk,
  verifyCompactJws,
} from '@postern/credential';
import { verifyCertificateChain } from '@postern/credential/x509';
import { hashToken } from '@postern/verifier';
import { describe, expect, it } from 'vitest';

import { openDevelopmentAuthority } from './development-authority.ts';
import { createKeyBox } from './key-box.ts';
import { createProtocolKey, createProtocolSigner, importProtocolKey } from './protocol-keys.ts';
import { createSessionKeys } from './session-keys.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const openBox = (byte: string) => createKeyBox({ masterKeyHex: byte.repeat(32), random });

describe('createKeyBox', () => {
  it('opens what it sealed, for the same label only', async () => {
    const box = await openBox('ab');
    const plaintext = new Uint8Array([1, 2, 3]);
    const sealed = await box.seal({ label: 'a', plaintext });
    expect(await box.open({ label: 'a', sealed })).toEqual(plaintext);
    await expect(box.open({ label: 'b', sealed })).rejects.toMatchObject({ code: 'ERR_KEY_BOX_UNREADABLE' });
  });

  it('opens nothing under another master key, and nothing that was changed', async () => {
    const sealed = await (await openBox('ab')).seal({ label: 'a', plaintext: new Uint8Array([1, 2, 3]) });
    const unreadable = { code: 'ERR_KEY_BOX_UNREADABLE' };
    await expect((await openBox('cd')).open({ label: 'a', sealed })).rejects.toMatchObject(unreadable);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = sealed.with(index, (sealed[index] ?? 0) ^ 1);
      await expect((await openBox('ab')).open({ label: 'a', sealed: changed })).rejects.toMatchObject(unreadable);
    }
  });
});

describe('createProtocolSigner', () => {
  it('signs under the key whose public part was given out', async () => {
    const keyBox = await openBox('ab');
    const { publicJwk, sealedKey } = await createProtocolKey({ slug: 'demo-vault', keyBox });
    const protocols = { findSealedKey: () => Promise.resolve({ slug: 'demo-vault', sealedKey }) };
    const signer = await createProtocolSigner({ protocols, keyBox })('protocol-1');
    const jws = await signCompactJws({ header: { typ: 'test' }, payload: { a: 1 }, signer });
    await expect(verifyCompactJws({ jws, publicJwk, typ: 'test' })).resolves.toMatchObject({ payload: { a: 1 } });
  });

  it('opens no key that was sealed for another protocol, and tries again later', async () => {
    const keyBox = await openBox('ab');
    const { sealedKey } = await createProtocolKey({ slug: 'other', keyBox });
    let slug = 'demo-vault';
    const signer = createProtocolSigner({
      protocols: { findSealedKey: () => Promise.resolve({ slug, sealedKey }) },
      keyBox,
    });
    await expect(signer('protocol-1')).rejects.toMatchObject({ code: 'ERR_KEY_BOX_UNREADABLE' });
    slug = 'other';
    await expect(signer('protocol-1')).resolves.toBeTypeOf('function');
  });
});

describe('createSessionKeys', () => {
  it('opens the key of one session with what was sealed for it, and with nothing else', async () => {
    const keys = createSessionKeys({ keyBox: await openBox('ab') });
    const [one, two] = [await keys.createEncryptionKey('one'), await keys.createEncryptionKey('two')];
    expect(one.publicJwk).toMatchObject({ kid: 'one', alg: 'ECDH-ES', use: 'enc', crv: 'P-256' });
    const { kty, crv, x, y, kid } = one.publicJwk;
    const jwe = await encryptCompactJwe({ payload: { a: 1 }, recipient: { kty, crv, x, y, kid }, enc: 'A256GCM' });
    const privateKey = await keys.openEncryptionKey(one);
    expect(privateKey.extractable).toBe(false);
    expect((await decryptCompactJwe({ jwe, privateKey, kid })).payload).toEqual({ a: 1 });
    const swapped = keys.openEncryptionKey({ ...one, sealedKey: two.sealedKey });
    await expect(swapped).rejects.toMatchObject({ code: 'ERR_KEY_BOX_UNREADABLE' });
  });

  it('names a result key by its hash and keeps nothing of it', async () => {
    const keys = createSessionKeys({ keyBox: await openBox('ab') });
    const { publicJwk, resultKey } = await keys.createResultKey();
    expect(publicJwk.kid).toBe(await hashToken(resultKey));
    const jwe = await encryptCompactJwe({ payload: { a: 1 }, recipient: publicJwk, enc: 'A256GCM' });
    const privateKey = await keys.openResultKey({ publicJwk, resultKey });
    expect((await decryptCompactJwe({ jwe, privateKey, kid: publicJwk.kid })).payload).toEqual({ a: 1 });
    expect((await keys.createResultKey()).resultKey).not.toBe(resultKey);
  });
});

describe('certificates', () => {
  const NOW = 1_795_000_000;
  const clock = { now: () => NOW };
  function createMeta() {
    const rows = new Map<string, string>();
    return {
      read: async (key: string) => rows.get(key),
      insert: async (key: string, value: string) => {
        if (!rows.has(key)) rows.set(key, value);
        return rows.get(key) ?? '';
      },
    };
  }

  it('of a local authority name host and key, and the authority stays the same', async () => {
    const options = { meta: createMeta(), keyBox: await openBox('ab'), clock, random };
    const [first, second] = await Promise.all([openDevelopmentAuthority(options), openDevelopmentAuthority(options)]);
    expect(first.certificate).toBe(second.certificate);
    const { publicJwk } = await createProtocolKey({ slug: 'demo-vault', keyBox: options.keyBox });
    for (const authority of [first, second]) {
      const x5c = await authority.certify({ name: 'Harbor Vault', host: 'verify.example', publicJwk });
      const view = await verifyCertificateChain({ x5c, trustAnchors: [first.certificate], now: NOW });
      expect(view).toMatchObject({ publicJwk, dnsNames: ['verify.example'] });
    }
    const sealed = await options.meta.read('development-certificate-authority');
    const elsewhere = openDevelopmentAuthority({
      ...options,
      meta: { read: async () => sealed, insert: async () => '' },
      keyBox: await openBox('cd'),
    });
    await expect(elsewhere).rejects.toMatchObject({ code: 'ERR_KEY_BOX_UNREADABLE' });
  });

  it('that a protocol brings fit its key and this host', async () => {
    const keyBox = await openBox('ab');
    const authority = await openDevelopmentAuthority({ meta: createMeta(), keyBox, clock, random });
    const own = await createPkcs8();
    const certificateChain = await authority.certify({ name: 'A', host: 'verify.example', publicJwk: own.publicJwk });
    const bring = (changes: Partial<Parameters<typeof importProtocolKey>[0]> = {}) =>
      importProtocolKey({
        slug: 'a',
        keyBox,
        host: 'verify.example',
        signingKey: own.pkcs8,
        certificateChain,
        ...changes,
      });
    const key = await bring();
    expect(key).toMatchObject({ publicJwk: own.publicJwk, certificateChain });
    const protocols = { findSealedKey: () => Promise.resolve({ slug: 'a', sealedKey: key.sealedKey }) };
    await expect(createProtocolSigner({ protocols, keyBox })('protocol-1')).resolves.toBeTypeOf('function');

    const foreign = { code: 'ERR_PROTOCOL_CERTIFICATE' };
    await expect(bring({ host: 'other.example' })).rejects.toMatchObject(foreign);
    await expect(bring({ signingKey: (await createPkcs8()).pkcs8 })).rejects.toMatchObject(foreign);
    await expect(bring({ certificateChain: ['AAAA'] })).rejects.toMatchObject(foreign);
    await expect(bring({ signingKey: 'AAAA' })).rejects.toMatchObject({ code: 'ERR_PROTOCOL_KEY_MALFORMED' });
  });

  async function createPkcs8() {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', pair.privateKey)).toString('base64');
    return { pkcs8, publicJwk: toP256PublicJwk({ kty, crv, x, y }) };
  }
});
