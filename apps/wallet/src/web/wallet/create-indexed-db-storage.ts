import { INDEX_ID, type StatusListCache, type VaultStorage, zSealedRecord, zVaultHeader } from '@postern/holder';
import type { WalletDatabase } from './open-wallet-database.ts';

const HEADER_KEY = 'vault';

/** The vault in IndexedDB. A commit is one transaction, so two tabs never write over each other. */
export function createIndexedDbStorage(database: WalletDatabase): VaultStorage {
  return {
    readHeader: async () => zVaultHeader.optional().parse(await database.get('header', HEADER_KEY)),
    writeHeader: async (header, { replace }) => {
      const transaction = database.transaction('header', 'readwrite');
      const exists = (await transaction.store.get(HEADER_KEY)) !== undefined;
      if (!exists || replace) await transaction.store.put(header, HEADER_KEY);
      await transaction.done;
      return !exists || replace;
    },
    readRecord: async (id) => zSealedRecord.optional().parse(await database.get('records', id)),
    listRecords: async () => zSealedRecord.array().parse(await database.getAll('records')),
    commit: async ({ expectedIndexVersion, put, remove }) => {
      const transaction = database.transaction('records', 'readwrite');
      const current = (await transaction.store.get(INDEX_ID))?.version ?? 0;
      const fits = current === expectedIndexVersion;
      if (fits) {
        await Promise.all([
          ...put.map((record) => transaction.store.put(record)),
          ...remove.map((id) => transaction.store.delete(id)),
        ]);
      }
      await transaction.done;
      return fits;
    },
    erase: async () => {
      const transaction = database.transaction(['header', 'records', 'statusLists'], 'readwrite');
      await Promise.all([
        transaction.objectStore('header').clear(),
        transaction.objectStore('records').clear(),
        transaction.objectStore('statusLists').clear(),
      ]);
      await transaction.done;
    },
  };
}

/** Downloaded status lists, beside the vault: whatever they hold is checked against the chain before use. */
export function createStatusListCache(database: WalletDatabase): StatusListCache {
  return {
    read: (uri) => database.get('statusLists', uri),
    write: async (uri, bits) => {
      await database.put('statusLists', bits, uri);
    },
  };
}
