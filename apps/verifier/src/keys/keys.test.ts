import { verifyCompactJws, signCompactJws } from '@postern/credential';
import { describe, expect, it } from 'vitest';

import { createKeyBox } from './key-box.ts';
import { createProtocolKey, createProtocolSigner } from './protocol-keys.ts';

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
