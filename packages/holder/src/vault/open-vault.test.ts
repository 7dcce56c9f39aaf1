import { describe, expect, it } from 'vitest';

import { random } from '../testing/start-test-bank.ts';
import { ensureHolderSecret } from '../store/wallet-records.ts';
import { exportBackup, importBackup, unlockWithBackup } from './backup.ts';
import { addVaultWrap, createVault, unlockVault } from './create-vault.ts';
import { createMemoryVaultStorage } from './memory-vault-storage.ts';
import { INDEX_ID } from './vault-storage.ts';

const passphrase = { kind: 'passphrase', passphrase: 'correct horse battery' } as const;
const passkey = { kind: 'passkey', credentialId: 'Y3JlZA', prfOutput: new Uint8Array(32).fill(5) } as const;
const tampered = expect.objectContaining({ code: 'ERR_VAULT_TAMPERED' });

async function open() {
  const storage = createMemoryVaultStorage();
  const opened = await createVault({ storage, secret: passkey, random });
  return { storage, opened, vault: opened.vault };
}

describe('the vault', () => {
  it('keeps records, lists them by prefix, and removes them', async () => {
    const { vault } = await open();
    await vault.update('a/1', () => ({ x: 1 }));
    await vault.update('b/1', () => 'text');
    expect(await vault.read('a/1')).toEqual({ x: 1 });
    expect(await vault.list('a/')).toEqual(['a/1']);
    await vault.update('a/1', () => undefined);
    expect(await vault.read('a/1')).toBeUndefined();
  });

  it('opens by every wrap, and by no other secret', async () => {
    const { storage, opened, vault } = await open();
    await vault.update('a', () => 1);
    await addVaultWrap({ storage, opened, secret: passphrase, random });
    for (const secret of [passkey, passphrase]) {
      const again = await unlockVault({ storage, secret, random });
      expect(await again.vault.read('a')).toBe(1);
    }
    const wrong = [
      { kind: 'passphrase', passphrase: 'correct horse batterz' } as const,
      { ...passkey, prfOutput: new Uint8Array(32).fill(6) },
      { ...passkey, credentialId: 'b3RoZXI' },
    ];
    for (const secret of wrong) {
      await expect(unlockVault({ storage, secret, random })).rejects.toMatchObject({ code: 'ERR_VAULT_LOCKED' });
    }
    await expect(createVault({ storage, secret: passkey, random })).rejects.toMatchObject({ code: 'ERR_VAULT_EXISTS' });
  });

  it('notices a changed record', async () => {
    const { storage, vault } = await open();
    await vault.update('a', () => 1);
    const record = (await storage.readRecord('a'))!;
    const index = (await storage.readRecord(INDEX_ID))!;
    const flipped = { ...record, ciphertext: `A${record.ciphertext.slice(1)}B`.slice(0, record.ciphertext.length) };
    await storage.commit({ expectedIndexVersion: index.version, put: [flipped], remove: [] });
    await expect(vault.read('a')).rejects.toEqual(tampered);
  });

  it('notices two records swapped', async () => {
    const { storage, vault } = await open();
    await vault.update('a', () => 1);
    await vault.update('b', () => 2);
    const [a, b] = [(await storage.readRecord('a'))!, (await storage.readRecord('b'))!];
    const { version } = (await storage.readRecord(INDEX_ID))!;
    const put = [
      { ...b, id: 'a', version: a.version },
      { ...a, id: 'b', version: b.version },
    ];
    await storage.commit({ expectedIndexVersion: version, put, remove: [] });
    await expect(vault.read('a')).rejects.toEqual(tampered);
    await expect(vault.read('b')).rejects.toEqual(tampered);
  });

  it('notices a record set back, one deleted, and an old index', async () => {
    const { storage, vault } = await open();
    await vault.update('a', () => 'old');
    const old = (await storage.readRecord('a'))!;
    const oldIndex = (await storage.readRecord(INDEX_ID))!;
    await vault.update('a', () => 'new');
    const { version } = (await storage.readRecord(INDEX_ID))!;
    await storage.commit({ expectedIndexVersion: version, put: [old], remove: [] });
    await expect(vault.read('a')).rejects.toEqual(tampered);
    await storage.commit({ expectedIndexVersion: version, put: [{ ...old, version: old.version + 1 }], remove: [] });
    await expect(vault.read('a')).rejects.toEqual(tampered);
    await storage.commit({ expectedIndexVersion: version, put: [], remove: ['a'] });
    await expect(vault.read('a')).rejects.toEqual(tampered);
    await storage.commit({ expectedIndexVersion: version, put: [{ ...oldIndex, version }], remove: [] });
    await expect(vault.list('')).rejects.toEqual(tampered);
  });

  it('without its manifest is cut, not empty, and nothing is built on it', async () => {
    for (const writes of [0, 1]) {
      const { storage, vault } = await open();
      if (writes > 0) await vault.update('a', () => 1);
      const { version } = (await storage.readRecord(INDEX_ID))!;
      await storage.commit({ expectedIndexVersion: version, put: [], remove: [INDEX_ID] });
      const again = (await unlockVault({ storage, secret: passkey, random })).vault;
      await expect(again.list('')).rejects.toEqual(tampered);
      await expect(again.read('a')).rejects.toEqual(tampered);
      await expect(again.update('b', () => 2)).rejects.toEqual(tampered);
      expect(await storage.readRecord(INDEX_ID)).toBeUndefined();
    }
  });

  it('that is gone as a whole is told from one that was cut', async () => {
    const { storage, vault } = await open();
    await vault.update('a', () => 1);
    await storage.erase();
    await expect(vault.read('a')).rejects.toMatchObject({ code: 'ERR_STORAGE_GONE' });
    await expect(vault.update('a', () => 2)).rejects.toMatchObject({ code: 'ERR_STORAGE_GONE' });
  });

  it('lets several windows write at once and makes one holder secret', async () => {
    const { storage, vault } = await open();
    const other = (await unlockVault({ storage, secret: passkey, random })).vault;
    const increment = (current: unknown) => Number(current ?? 0) + 1;
    await Promise.all(Array.from({ length: 8 }, (_, turn) => (turn % 2 ? vault : other).update('count', increment)));
    expect(await vault.read('count')).toBe(8);
    const secrets = await Promise.all([vault, other].map((each) => ensureHolderSecret({ vault: each, random })));
    expect(secrets[0]).toBe(secrets[1]);
  });
});

describe('a backup', () => {
  it('restores everything under its passphrase, and only an intact one', async () => {
    const { opened, vault } = await open();
    await vault.update('a', () => ({ kept: true }));
    const text = await exportBackup({ opened, passphrase: passphrase.passphrase, random });
    expect(text).not.toContain('kept');

    const fresh = createMemoryVaultStorage();
    const restored = await importBackup({ storage: fresh, text, passphrase: passphrase.passphrase, random });
    expect(await restored.vault.read('a')).toEqual({ kept: true });

    const empty = createMemoryVaultStorage();
    await expect(importBackup({ storage: empty, text, passphrase: 'wrong', random })).rejects.toMatchObject({
      code: 'ERR_VAULT_LOCKED',
    });
    const lossy = JSON.parse(text) as { records: { id: string }[] };
    lossy.records = lossy.records.filter(({ id }) => id !== 'a');
    const spoiled = { storage: empty, text: JSON.stringify(lossy), passphrase: passphrase.passphrase, random };
    await expect(importBackup(spoiled)).rejects.toEqual(tampered);
    expect(await empty.readHeader()).toBeUndefined();
    await expect(importBackup({ ...spoiled, text: '{}' })).rejects.toMatchObject({ code: 'ERR_BACKUP_MALFORMED' });
  });

  it('tells a cut file from another one, and stores nothing of either', async () => {
    const { opened, vault } = await open();
    await vault.update('a', () => 1);
    const text = await exportBackup({ opened, passphrase: passphrase.passphrase, random });
    const backup = JSON.parse(text) as { records: { id: string; version: number }[] };
    const change = (records: unknown[]) => JSON.stringify({ ...backup, records });
    const [first] = backup.records;
    const withoutIndex = backup.records.filter(({ id }) => id !== INDEX_ID);
    for (const [spoiled, code] of [
      [text.slice(0, -1), 'ERR_BACKUP_CUT'],
      [text.slice(0, text.length / 2), 'ERR_BACKUP_CUT'],
      [change(withoutIndex), 'ERR_BACKUP_CUT'],
      [change([]), 'ERR_BACKUP_CUT'],
      [change(backup.records.filter(({ id }) => id !== 'a')), 'ERR_VAULT_TAMPERED'],
      [change([...backup.records, { ...first!, id: 'b' }]), 'ERR_VAULT_TAMPERED'],
      ['not even JSON', 'ERR_BACKUP_MALFORMED'],
      ['{"a":1}', 'ERR_BACKUP_MALFORMED'],
      ['', 'ERR_BACKUP_MALFORMED'],
    ] as const) {
      const empty = createMemoryVaultStorage();
      const importing = importBackup({ storage: empty, text: spoiled, passphrase: passphrase.passphrase, random });
      await expect(importing).rejects.toMatchObject({ code });
      expect([await empty.readHeader(), await empty.listRecords()]).toEqual([undefined, []]);
    }
  });

  it('is whole also of a wallet that holds nothing yet', async () => {
    const { opened } = await open();
    const text = await exportBackup({ opened, passphrase: passphrase.passphrase, random });
    const fresh = createMemoryVaultStorage();
    const restored = await importBackup({ storage: fresh, text, passphrase: passphrase.passphrase, random });
    expect(await restored.vault.list('')).toEqual([]);
  });

  it('opens the wallet that it is of, with what came since, and no other one', async () => {
    const { storage, opened, vault } = await open();
    const text = await exportBackup({ opened, passphrase: passphrase.passphrase, random });
    await vault.update('a', () => 'since');
    const use = (options: { on?: typeof storage; by?: string } = {}) =>
      unlockWithBackup({
        storage: options.on ?? storage,
        text,
        passphrase: options.by ?? passphrase.passphrase,
        random,
      });
    await expect(use({ by: 'wrong' })).rejects.toMatchObject({ code: 'ERR_VAULT_LOCKED' });
    await expect(use({ on: (await open()).storage })).rejects.toMatchObject({ code: 'ERR_BACKUP_OTHER_WALLET' });
    expect((await storage.readHeader())?.wraps).toHaveLength(1);
    expect(await (await use()).vault.read('a')).toBe('since');
    for (const secret of [passkey, passphrase]) {
      expect(await (await unlockVault({ storage, secret, random })).vault.read('a')).toBe('since');
    }
  });
});
