import { toStorageError } from './storage-fault.ts';
import type { VaultStorage } from './vault-storage.ts';

/** The same storage, whose failures are errors with codes: ERR_STORAGE_FULL, ERR_STORAGE_CLOSED, ERR_STORAGE_FAILED. */
export function nameStorageFaults(storage: VaultStorage): VaultStorage {
  const named = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    try {
      return await call();
    } catch (cause) {
      throw toStorageError(cause);
    }
  };
  return {
    readHeader: () => named(() => storage.readHeader()),
    writeHeader: (header, options) => named(() => storage.writeHeader(header, options)),
    readRecord: (id) => named(() => storage.readRecord(id)),
    listRecords: () => named(() => storage.listRecords()),
    commit: (commit) => named(() => storage.commit(commit)),
    erase: () => named(() => storage.erase()),
  };
}
