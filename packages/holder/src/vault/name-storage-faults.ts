import { toStorageError } from './storage-fault.ts';
import type { VaultStorage } from './vault-storage.ts';

/** The same storage, whose failures are errors with codes: ERR_STORAGE_FULL, ERR_STORAGE_CLOSED, ERR_STORAGE_FAILED. */
export function nameStorageFaults(storage: VaultStorage): VaultStorage {
  const named =
    <Arguments extends unknown[], Result>(call: (...args: Arguments) => Promise<Result>) =>
    async (...args: Arguments): Promise<Result> => {
      try {
        return await call(...args);
      } catch (cause) {
        throw toStorageError(cause);
      }
    };
  return {
    readHeader: named(storage.readHeader),
    writeHeader: named(storage.writeHeader),
    readRecord: named(storage.readRecord),
    listRecords: named(storage.listRecords),
    commit: named(storage.commit),
    erase: named(storage.erase),
  };
}
