import { INDEX_ID, type SealedRecord, type VaultHeader, type VaultStorage } from './vault-storage.ts';

/** A vault storage in memory, for headless holders that end with their process. */
export function createMemoryVaultStorage(): VaultStorage {
  let header: VaultHeader | undefined;
  const records = new Map<string, SealedRecord>();
  return {
    readHeader: async () => header,
    writeHeader: async (next, { replace, put = [] }) => {
      if (header !== undefined && !replace) return false;
      header = next;
      for (const record of put) records.set(record.id, record);
      return true;
    },
    readRecord: async (id) => records.get(id),
    listRecords: async () => [...records.values()],
    commit: async ({ expectedIndexVersion, put, remove }) => {
      if ((records.get(INDEX_ID)?.version ?? 0) !== expectedIndexVersion) return false;
      for (const record of put) records.set(record.id, record);
      for (const id of remove) records.delete(id);
      return true;
    },
    erase: async () => {
      header = undefined;
      records.clear();
    },
  };
}
