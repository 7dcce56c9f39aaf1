import type { HolderError } from '../error.ts';
import type { Vault } from './open-vault.ts';
import { isStorageFault } from './storage-fault.ts';

/** Length of the record that shows whether there is room: what one issuance with its copies takes, and more. */
const PROBE_LENGTH = 256 * 1024;
const PROBE_ID = 'probe';

/** A vault that goes on in memory while its store fails. */
export type SteadyVault = Vault & {
  /**
   * Writes a record of the size of an issuance into the store, and takes it out again.
   *
   * @throws {HolderError} ERR_STORAGE_FULL, ERR_STORAGE_CLOSED, ERR_STORAGE_FAILED, ERR_STORAGE_GONE
   */
  probe(): Promise<void>;
  /** Reads every record once, so that all of them are known when the store fails later. */
  learn(): Promise<void>;
  /** Writes what is only in memory into the store. @throws {HolderError} the store still fails; nothing is lost */
  flush(): Promise<void>;
};

export type SteadyVaultOptions = {
  vault: Vault;
  /** Told whenever it changes: the code of the last failure, and how many changes are in memory only. */
  onChange: (state: { code: string | undefined; pending: number }) => void;
};

type Change = { id: string; change: (current: unknown) => unknown };

/**
 * Puts memory behind a vault. Every record that was read or written is known; when the store fails, a change is made to
 * what is known and made again in the store once it works, in order. A record that was never read is not guessed: there
 * the failure is thrown, as a second holder secret in the place of the first would be worse.
 */
export function createSteadyVault(options: SteadyVaultOptions): SteadyVault {
  const { vault, onChange } = options;
  const known = new Map<string, unknown>();
  let pending: Change[] = [];
  /** All that there was is known: what is not, was not there. */
  let isLearnt = false;
  let flushing: Promise<void> | undefined;

  let told: string | undefined;
  const tell = (error?: unknown) => {
    told = isStorageFault(error) ? error.code : undefined;
    onChange({ code: told, pending: pending.length });
  };
  /** What could be read or not, told when it changes. */
  const tellOfReading = (error?: HolderError) => {
    if (pending.length === 0 && told !== error?.code) tell(error);
  };

  /** What the store has, with the changes that it does not have yet. */
  const read = async (id: string): Promise<unknown> => {
    if (pending.some((change) => change.id === id)) return known.get(id);
    try {
      const value = await vault.read(id);
      known.set(id, value);
      tellOfReading();
      return value;
    } catch (error) {
      if (!isStorageFault(error)) throw error;
      tellOfReading(error);
      if (!known.has(id) && !isLearnt) throw error;
      return known.get(id);
    }
  };

  const changeInMemory = async <Value>(id: string, change: (current: unknown) => Value, error: unknown) => {
    const value = change(await read(id));
    known.set(id, value);
    pending.push({ id, change });
    tell(error);
    return value;
  };

  const flushAll = async () => {
    try {
      while (pending[0] !== undefined) {
        const { id, change } = pending[0];
        known.set(id, await vault.update(id, change));
        pending = pending.slice(1);
      }
      tell();
    } catch (error) {
      tell(error);
      throw error;
    }
  };
  const flush = () => (flushing ??= flushAll().finally(() => (flushing = undefined)));

  return {
    read,
    list: async (prefix) => {
      let stored: readonly string[];
      try {
        stored = await vault.list(prefix);
      } catch (error) {
        if (!isStorageFault(error)) throw error;
        tellOfReading(error);
        if (!isLearnt && known.size === 0) throw error;
        stored = [...known.keys()].filter((id) => known.get(id) !== undefined);
      }
      const changed = new Map(pending.map(({ id }) => [id, known.get(id)]));
      const ids = new Set([...stored.filter((id) => !changed.has(id)), ...changed.keys()]);
      return [...ids].filter((id) => id.startsWith(prefix) && !(changed.has(id) && changed.get(id) === undefined));
    },
    update: async (id, change) => {
      // In order: a later change must not overtake one that the store does not have yet.
      if (pending.length > 0) {
        try {
          await flush();
        } catch (error) {
          return changeInMemory(id, change, error);
        }
      }
      try {
        const value = await vault.update(id, change);
        known.set(id, value);
        return value;
      } catch (error) {
        if (!isStorageFault(error)) throw error;
        return changeInMemory(id, change, error);
      }
    },
    learn: async () => {
      for (const id of await vault.list('')) await read(id);
      isLearnt = true;
    },
    probe: async () => {
      try {
        await vault.update(PROBE_ID, () => '0'.repeat(PROBE_LENGTH));
        await vault.update(PROBE_ID, () => undefined);
      } catch (error) {
        tell(error);
        throw error;
      }
    },
    flush,
  };
}
