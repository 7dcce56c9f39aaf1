import { createMemoryVaultStorage } from '../vault/memory-vault-storage.ts';
import { nameStorageFaults } from '../vault/name-storage-faults.ts';
import type { VaultStorage } from '../vault/vault-storage.ts';

/** What fails from now on; the name is that of the browser's exception. */
export type StorageFailure = { reads?: string; writes?: string; writesAfter?: number };

/** A storage as a browser with a full disk, or a closed connection, has it. */
export function createFailingStorage(): { storage: VaultStorage; failure: StorageFailure; commits: () => number } {
  const inner = createMemoryVaultStorage();
  const failure: StorageFailure = {};
  let commits = 0;
  const fail = (name: string | undefined) => {
    if (name !== undefined) throw new DOMException('made to fail', name);
  };
  const storage = nameStorageFaults({
    ...inner,
    readHeader: async () => (fail(failure.reads), inner.readHeader()),
    readRecord: async (id) => (fail(failure.reads), inner.readRecord(id)),
    listRecords: async () => (fail(failure.reads), inner.listRecords()),
    commit: async (commit) => {
      if (commits >= (failure.writesAfter ?? 0)) fail(failure.writes);
      const done = await inner.commit(commit);
      commits += 1;
      return done;
    },
  });
  return { storage, failure, commits: () => commits };
}
