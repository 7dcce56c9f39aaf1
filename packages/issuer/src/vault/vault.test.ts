import type { ApplicationData } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { computePersonTags } from './compute-person-tags.ts';
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

describe('person tags', () => {
  const application = {
    givenName: 'Åsa',
    familyName: "O'Neill",
    birthDate: '1990-02-28',
    document: { type: 'passport', number: 'AE 123-4567', issuingCountry: 'GR', expiresOn: '2035-05-01' },
  } as unknown as ApplicationData;

  it('recognise a person however document and name are written', async () => {
    const vault = await open(1);
    const tags = await computePersonTags({ vault, application });
    const document = { ...application.document, number: 'ae1234567' };
    expect(
      await computePersonTags({
        vault,
        application: { ...application, document, givenName: 'ASA', familyName: 'o neill' },
      }),
    ).toEqual(tags);
  });

  it('differ by document, name, birth date and master key', async () => {
    const vault = await open(1);
    const [document, name] = await computePersonTags({ vault, application });
    const other = await computePersonTags({ vault, application: { ...application, birthDate: '1990-03-01' } });
    expect(other[0]).toBe(document);
    expect(other[1]).not.toBe(name);
    expect(await computePersonTags({ vault: await open(2), application })).not.toContain(document);
  });
});
