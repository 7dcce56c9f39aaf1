import { describe, expect, it } from 'vitest';

import { createVault } from './create-vault.ts';
import { equalSecrets } from './hash-token.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const open = (fill: number) => createVault({ masterKey: new Uint8Array(32).fill(fill), random });
const refused = expect.objectContaining({ code: 'ERR_VAULT_SEALED_DATA' });

describe('vault', () => {
  it('opens what it sealed, for the same purpose and context only', async () => {
    const vault = await open(1);
    const sealed = await vault.seal({ purpose: 'p', context: 'c', plaintext: new Uint8Array([1, 2, 3]) });
    expect([...(await vault.open({ purpose: 'p', context: 'c', sealed }))]).toEqual([1, 2, 3]);
    await expect(vault.open({ purpose: 'q', context: 'c', sealed })).rejects.toEqual(refused);
    await expect(vault.open({ purpose: 'p', context: 'd', sealed })).rejects.toEqual(refused);
    await expect((await open(2)).open({ purpose: 'p', context: 'c', sealed })).rejects.toEqual(refused);
    const changed = sealed.with(20 % sealed.length, sealed[20 % sealed.length]! ^ 1);
    await expect(vault.open({ purpose: 'p', context: 'c', sealed: changed })).rejects.toEqual(refused);
  });

  it('ties personal data to its person and row', async () => {
    const vault = await open(1);
    const ada = { personId: 'ada', wrappedDataKey: await vault.createDataKey('ada') };
    const eve = { personId: 'eve', wrappedDataKey: await vault.createDataKey('eve') };
    const sealed = await vault.sealFor({ ...ada, context: 'application:1', plaintext: 'Ada' });
    expect(await vault.openFor({ ...ada, context: 'application:1', sealed })).toBe('Ada');
    await expect(vault.openFor({ ...ada, context: 'application:2', sealed })).rejects.toEqual(refused);
    await expect(vault.openFor({ ...eve, context: 'application:1', sealed })).rejects.toEqual(refused);
    const stolen = { personId: 'eve', wrappedDataKey: ada.wrappedDataKey };
    await expect(vault.openFor({ ...stolen, context: 'application:1', sealed })).rejects.toEqual(refused);
  });

  it('refuses a master key of another length', async () => {
    await expect(createVault({ masterKey: new Uint8Array(16), random })).rejects.toMatchObject({
      code: 'ERR_VAULT_MASTER_KEY',
    });
  });

  it('compares secrets', async () => {
    expect(await equalSecrets('123456', '123456')).toBe(true);
    expect(await equalSecrets('123456', '123457')).toBe(false);
    expect(await equalSecrets('123456', '1234560')).toBe(false);
  });
});
