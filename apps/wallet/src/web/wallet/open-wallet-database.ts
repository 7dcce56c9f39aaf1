import type { SealedRecord, VaultHeader } from '@postern/holder';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

type WalletSchema = DBSchema & {
  header: { key: string; value: VaultHeader };
  records: { key: string; value: SealedRecord };
  /** Status bit files by address: public data, the same bytes for everybody. */
  statusLists: { key: string; value: Uint8Array };
};
export type WalletDatabase = IDBPDatabase<WalletSchema>;

/** Opens the wallet's IndexedDB, creating it on first use. */
export function openWalletDatabase(name = 'postern-wallet'): Promise<WalletDatabase> {
  return openDB<WalletSchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('header');
      database.createObjectStore('records', { keyPath: 'id' });
      database.createObjectStore('statusLists');
    },
  });
}
