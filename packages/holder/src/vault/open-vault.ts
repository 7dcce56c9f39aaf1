import type { Random } from '@postern/primitives';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { openRecord, sealRecord } from './seal-record.ts';
import { INDEX_ID, type SealedRecord, type VaultStorage } from './vault-storage.ts';

/** An open vault. Records are JSON; what was written by one tab is seen by all. */
export type Vault = {
  read(id: string): Promise<unknown>;
  /** Ids with a prefix, e.g. `credential/`. */
  list(prefix: string): Promise<readonly string[]>;
  /** Changes one record atomically; `undefined` removes it. Returns what was written. */
  update<Value>(id: string, change: (current: unknown) => Value): Promise<Value>;
};

export type OpenVaultOptions = { storage: VaultStorage; vaultId: string; key: CryptoKey; random: Random };

/** The manifest of a vault that holds nothing yet. */
export function createIndex(options: Omit<OpenVaultOptions, 'storage'>): Promise<SealedRecord> {
  return sealRecord({ ...options, id: INDEX_ID, version: 1, value: { versions: {} } });
}

const zIndex = z.strictObject({ versions: z.record(z.string(), z.int().positive()) });
type Index = { version: number; versions: Readonly<Record<string, number>> };

const ATTEMPTS = 20;

/**
 * Opens the records of a vault under its key. An encrypted index names the version of every record, so that one that
 * is changed, swapped, deleted or set back is noticed. Writers in several tabs meet at the index version: the later
 * one reads again and repeats its change.
 *
 * @throws {HolderError} on use: ERR_VAULT_TAMPERED, ERR_VAULT_CONFLICT, ERR_STORAGE_GONE the vault is not there any more
 */
export function openVault(options: OpenVaultOptions): Vault {
  const { storage, vaultId, key, random } = options;

  const readIndex = async (): Promise<Index> => {
    const record = await storage.readRecord(INDEX_ID);
    if (record === undefined) throw await explainMissingIndex(options);
    const value = await openRecord({ key, vaultId, id: INDEX_ID, version: record.version, record });
    return { version: record.version, ...zIndex.parse(value) };
  };

  const readCurrent = async (index: Index, id: string): Promise<unknown> => {
    const version = index.versions[id];
    if (version === undefined) return undefined;
    const record = await storage.readRecord(id);
    if (record === undefined || record.version !== version) {
      // Another tab may have written between the two reads; the caller asks again before it believes in tampering.
      throw new HolderError('ERR_VAULT_TAMPERED', 'A stored record is not of the version it should be.', {
        details: { id },
      });
    }
    return openRecord({ key, vaultId, id, version, record });
  };

  const readConsistently = async (id: string): Promise<{ index: Index; value: unknown }> => {
    let index = await readIndex();
    for (;;) {
      try {
        return { index, value: await readCurrent(index, id) };
      } catch (error) {
        const later = await readIndex();
        if (later.version === index.version) throw error;
        index = later;
      }
    }
  };

  const seal = (id: string, version: number, value: unknown): Promise<SealedRecord> =>
    sealRecord({ key, vaultId, id, version, value, random });

  const tryUpdate = async <Value>(
    id: string,
    change: (current: unknown) => Value,
  ): Promise<{ value: Value } | false> => {
    const { index, value: current } = await readConsistently(id);
    const value = change(current);
    const { [id]: oldVersion = 0, ...others } = index.versions;
    const version = Math.max(index.version, oldVersion) + 1;
    const versions = value === undefined ? others : { ...others, [id]: version };
    const committed = await storage.commit({
      expectedIndexVersion: index.version,
      put: [
        ...(value === undefined ? [] : [await seal(id, version, value)]),
        await seal(INDEX_ID, index.version + 1, { versions }),
      ],
      remove: value === undefined ? [id] : [],
    });
    return committed ? { value } : false;
  };

  return {
    read: async (id) => (await readConsistently(id)).value,
    list: async (prefix) => Object.keys((await readIndex()).versions).filter((id) => id.startsWith(prefix)),
    update: async (id, change) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const result = await tryUpdate(id, change);
        if (result !== false) return result.value;
      }
      throw new HolderError('ERR_VAULT_CONFLICT', 'Another window keeps changing the vault.');
    },
  };
}

/** Without its manifest a vault is not empty: it was cut, or the whole of it was taken away. */
async function explainMissingIndex({ storage, vaultId }: OpenVaultOptions): Promise<HolderError> {
  const header = await storage.readHeader();
  return header?.vaultId === vaultId
    ? new HolderError('ERR_VAULT_TAMPERED', 'The record that names all others is missing.', {
        details: { id: INDEX_ID },
      })
    : new HolderError('ERR_STORAGE_GONE', 'The vault is not in its place any more.');
}
