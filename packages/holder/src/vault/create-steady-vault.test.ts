import { beforeEach, describe, expect, it } from 'vitest';

import { ensureHolderSecret } from '../store/wallet-records.ts';
import { createFailingStorage } from '../testing/create-failing-storage.ts';
import { random } from '../testing/start-test-bank.ts';
import { exportBackup, importBackup } from './backup.ts';
import { createSteadyVault, type SteadyVault } from './create-steady-vault.ts';
import { createVault, type OpenedVault } from './create-vault.ts';
import { createMemoryVaultStorage } from './memory-vault-storage.ts';
import type { Vault } from './open-vault.ts';

const secret = { kind: 'passkey', credentialId: 'Y3JlZA', prfOutput: new Uint8Array(32).fill(5) } as const;
const full = expect.objectContaining({ code: 'ERR_STORAGE_FULL' });

let world: ReturnType<typeof createFailingStorage>;
let opened: OpenedVault;
let stored: Vault;
let vault: SteadyVault;
let states: { code: string | undefined; pending: number }[];
beforeEach(async () => {
  world = createFailingStorage();
  opened = await createVault({ storage: world.storage, secret, random });
  stored = opened.vault;
  states = [];
  vault = createSteadyVault({ vault: stored, onChange: (state) => states.push(state) });
});

describe('a vault whose store fails', () => {
  it('goes on in memory, says so, and writes in order once there is room', async () => {
    await vault.update('a', () => 1);
    world.failure.writes = 'QuotaExceededError';
    const increment = (current: unknown) => Number(current) + 1;
    expect(await vault.update('a', increment)).toBe(2);
    expect(await vault.update('a', increment)).toBe(3);
    await vault.update('b/1', () => 'new');
    await vault.update('b/1', (current) => current);
    expect([await vault.read('a'), await vault.read('b/1'), await vault.list('')]).toEqual([3, 'new', ['a', 'b/1']]);
    expect([await stored.read('a'), await stored.list('b/')]).toEqual([1, []]);
    expect(states.at(-1)).toEqual({ code: 'ERR_STORAGE_FULL', pending: 4 });
    await expect(vault.flush()).rejects.toEqual(full);

    delete world.failure.writes;
    await vault.flush();
    expect([await stored.read('a'), await stored.read('b/1')]).toEqual([3, 'new']);
    expect(states.at(-1)).toEqual({ code: undefined, pending: 0 });
  });

  it('removes in memory too', async () => {
    await vault.update('a', () => 1);
    world.failure.writes = 'UnknownError';
    await vault.update('a', () => undefined);
    expect([await vault.read('a'), await vault.list('')]).toEqual([undefined, []]);
    expect(states.at(-1)?.code).toBe('ERR_STORAGE_FAILED');
    delete world.failure.writes;
    await vault.update('b', () => 2);
    expect(await stored.list('')).toEqual(['b']);
  });

  it('reads what it knows when nothing can be read, and guesses nothing', async () => {
    await vault.update('a', () => 1);
    await stored.update('unseen', () => 2);
    world.failure.reads = 'InvalidStateError';
    expect([await vault.read('a'), await vault.list('')]).toEqual([1, ['a']]);
    expect(states).toEqual([{ code: 'ERR_STORAGE_CLOSED', pending: 0 }]);
    await expect(vault.read('unseen')).rejects.toMatchObject({ code: 'ERR_STORAGE_CLOSED' });
    await expect(ensureHolderSecret({ vault, random })).rejects.toMatchObject({ code: 'ERR_STORAGE_CLOSED' });
    expect(await vault.update('a', () => 3)).toBe(3);
    expect(await vault.read('a')).toBe(3);
  });

  it('knows every record once it has learnt them, and a backup made then is whole', async () => {
    await stored.update('a', () => 1);
    await stored.update('b', () => 2);
    await vault.learn();
    await world.storage.erase();
    await expect(stored.read('a')).rejects.toMatchObject({ code: 'ERR_STORAGE_GONE' });
    await vault.update('c', () => 3);
    const text = await exportBackup({ opened: { ...opened, vault }, passphrase: 'correct horse battery', random });
    const storage = createMemoryVaultStorage();
    const restored = await importBackup({ storage, text, passphrase: 'correct horse battery', random });
    expect(await Promise.all(['a', 'b', 'c'].map((id) => restored.vault.read(id)))).toEqual([1, 2, 3]);
  });

  it('makes a change again over what another window wrote meanwhile', async () => {
    world.failure.writes = 'QuotaExceededError';
    const mine = await ensureHolderSecret({ vault, random });
    delete world.failure.writes;
    const theirs = await ensureHolderSecret({ vault: stored, random });
    await vault.flush();
    expect(await ensureHolderSecret({ vault, random })).toBe(theirs);
    expect(theirs).not.toBe(mine);
  });

  it('throws on what is no failure of the store', async () => {
    await expect(
      vault.update('a', () => {
        throw new RangeError('made up');
      }),
    ).rejects.toThrow(RangeError);
    expect(states).toEqual([]);
  });

  it('finds out beforehand whether there is room, and leaves nothing', async () => {
    await vault.probe();
    expect(await stored.list('')).toEqual([]);
    world.failure.writes = 'QuotaExceededError';
    await expect(vault.probe()).rejects.toEqual(full);
    expect(states.at(-1)).toEqual({ code: 'ERR_STORAGE_FULL', pending: 0 });
  });
});
