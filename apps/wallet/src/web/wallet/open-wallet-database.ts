import type { SealedRecord, VaultHeader } from '@postern/holder';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

type WalletSchema = DBSchema & {
  header: { key: string; value: VaultHeader };
  records: { key: string; value: SealedRecord };
  /** Status bit files by address: public data, the same bytes for everybody. */
  statusLists: { key: string; value: Uint8Array };
};
export type WalletDatabase = IDBPDatabase<WalletSchema>;

/**
 * Opens the wallet's IndexedDB, creating it on first use.
 *
 * @param options.onEnd the browser closed the connection, or another tab needs it closed
 */
export function openWalletDatabase({ onEnd }: { onEnd: () => void }): Promise<WalletDatabase> {
  return openDB<WalletSchema>('postern-wallet', 1, {
    upgrade(database) {
      database.createObjectStore('header');
      database.createObjectStore('records', { keyPath: 'id' });
      database.createObjectStore('statusLists');
    },
    terminated: onEnd,
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onEnd();
    },
  });
}
