import { INDEX_ID, type StatusListCache, type VaultStorage, zSealedRecord, zVaultHeader } from '@postern/holder';
import type { Connected } from './keep-connected.ts';
import type { WalletDatabase } from './open-wallet-database.ts';

const HEADER_KEY = 'vault';

/** The vault in IndexedDB. A commit is one transaction, so two tabs never write over each other. */
export function createIndexedDbStorage(connected: Connected<WalletDatabase>): VaultStorage {
  return {
    readHeader: () =>
      connected(async (database) => zVaultHeader.optional().parse(await database.get('header', HEADER_KEY))),
    writeHeader: (header, { replace, put = [] }) =>
      connected(async (database) => {
        const transaction = database.transaction(['header', 'records'], 'readwrite');
        const headers = transaction.objectStore('header');
        const fits = replace || (await headers.get(HEADER_KEY)) === undefined;
        if (fits) {
          await Promise.all([
            headers.put(header, HEADER_KEY),
            ...put.map((record) => transaction.objectStore('records').put(record)),
          ]);
        }
        await transaction.done;
        return fits;
      }),
    readRecord: (id) =>
      connected(async (database) => zSealedRecord.optional().parse(await database.get('records', id))),
    listRecords: () => connected(async (database) => zSealedRecord.array().parse(await database.getAll('records'))),
    commit: ({ expectedIndexVersion, put, remove }) =>
      connected(async (database) => {
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
      }),
    erase: () =>
      connected(async (database) => {
        const transaction = database.transaction(['header', 'records', 'statusLists'], 'readwrite');
        await Promise.all([
          transaction.objectStore('header').clear(),
          transaction.objectStore('records').clear(),
          transaction.objectStore('statusLists').clear(),
        ]);
        await transaction.done;
      }),
  };
}

/** Downloaded status lists, beside the vault: whatever they hold is checked against the chain before use. */
export function createStatusListCache(connected: Connected<WalletDatabase>): StatusListCache {
  return {
    read: (uri) => connected((database) => database.get('statusLists', uri)),
    write: async (uri, bits) => {
      await connected((database) => database.put('statusLists', bits, uri));
    },
  };
}
