import { parseStrictJson, type Random } from '@postern/primitives';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { type OpenedVault, unlockVault } from './create-vault.ts';
import { createMemoryVaultStorage } from './memory-vault-storage.ts';
import { createIndex, openVault } from './open-vault.ts';
import { INDEX_ID, type VaultHeader, type VaultStorage, zKeyWrap, zSealedRecord } from './vault-storage.ts';
import { unwrapVaultKey, wrapVaultKey } from './wrap-vault-key.ts';

const FORMAT = 'postern-backup/1';

/** A backup file: the encrypted records, the manifest among them, and one passphrase wrap. */
const zBackup = z.strictObject({
  format: z.literal(FORMAT),
  vaultId: z.string(),
  wrap: zKeyWrap,
  records: z.array(zSealedRecord).max(10_000),
});
type Backup = z.infer<typeof zBackup>;

const MAX_BACKUP_LENGTH = 20_000_000;
/** Each record has a few; many copies of many credentials. */
const MAX_BACKUP_MEMBERS = 1_000_000;

/**
 * Writes the vault into one encrypted text. It opens with the given passphrase, whatever opens the wallet itself. Records
 * are read through the vault, so that those which a failing store does not have yet are in it too.
 */
export async function exportBackup(options: {
  opened: OpenedVault;
  passphrase: string;
  random: Random;
}): Promise<string> {
  const { opened, passphrase, random } = options;
  const { vaultId, key } = opened;
  const wrap = await wrapVaultKey({ vaultKey: key, vaultId, secret: { kind: 'passphrase', passphrase }, random });
  const storage = createMemoryVaultStorage();
  await storage.commit({ expectedIndexVersion: 0, put: [await createIndex({ vaultId, key, random })], remove: [] });
  const copy = openVault({ storage, vaultId, key, random });
  for (const id of await opened.vault.list('')) {
    const value = await opened.vault.read(id);
    await copy.update(id, () => value);
  }
  const backup: Backup = {
    format: FORMAT,
    vaultId,
    wrap,
    records: [...(await storage.listRecords())],
  };
  return JSON.stringify(backup);
}

/**
 * Restores a backup into an empty storage, once the whole of it has been opened: the manifest in it names every record by
 * version, so that nothing is missing, changed or added. The passphrase of the file becomes the passphrase of the wallet.
 *
 * @throws {HolderError} ERR_BACKUP_MALFORMED another file, ERR_BACKUP_CUT a backup whose end or manifest is missing,
 *   ERR_VAULT_LOCKED wrong passphrase, ERR_VAULT_TAMPERED a record is missing, changed or foreign, ERR_VAULT_EXISTS; then
 *   nothing was stored
 */
export async function importBackup(options: {
  storage: VaultStorage;
  text: string;
  passphrase: string;
  random: Random;
}): Promise<OpenedVault> {
  const { storage, passphrase, random } = options;
  const { vaultId, wrap, records } = parseBackup(options.text);
  const header: VaultHeader = { format: 'postern-vault/1', vaultId, wraps: [wrap] };
  const checked = createMemoryVaultStorage();
  await checked.writeHeader(header, { replace: false, put: records });
  const { vault, key } = await unlockVault({ storage: checked, secret: { kind: 'passphrase', passphrase }, random });
  const ids = await vault.list('');
  for (const id of ids) await vault.read(id);
  if (new Set([INDEX_ID, ...ids]).size !== records.length) {
    throw new HolderError('ERR_VAULT_TAMPERED', 'The backup holds records that the wallet did not write.');
  }
  if (!(await storage.writeHeader(header, { replace: false, put: records }))) {
    throw new HolderError('ERR_VAULT_EXISTS', 'There is a wallet here already.');
  }
  return { vault: openVault({ storage, vaultId, key, random }), vaultId, key };
}

/**
 * Opens a wallet whose own ways to open it are lost with a backup of the same wallet: the file carries the same key. What
 * is in the wallet stays; the passphrase of the file becomes its passphrase.
 *
 * @throws {HolderError} ERR_BACKUP_OTHER_WALLET, and as {@link importBackup}
 */
export async function unlockWithBackup(options: {
  storage: VaultStorage;
  text: string;
  passphrase: string;
  random: Random;
}): Promise<OpenedVault> {
  const { storage, passphrase, random } = options;
  const { vaultId, wrap } = parseBackup(options.text);
  const header = await storage.readHeader();
  if (header?.vaultId !== vaultId) {
    throw new HolderError('ERR_BACKUP_OTHER_WALLET', 'The backup is of another wallet.');
  }
  const key = await unwrapVaultKey({ wrap, vaultId, secret: { kind: 'passphrase', passphrase } });
  const wraps = [...header.wraps.filter(({ kind }) => kind !== 'passphrase'), wrap];
  await storage.writeHeader({ ...header, wraps }, { replace: true });
  return { vault: openVault({ storage, vaultId, key, random }), vaultId, key };
}

function parseBackup(text: string): Backup {
  let json: unknown;
  try {
    json = parseStrictJson(text, { maxLength: MAX_BACKUP_LENGTH, maxMembers: MAX_BACKUP_MEMBERS });
  } catch (cause) {
    throw text.trimStart().startsWith(`{"format":"${FORMAT}"`)
      ? new HolderError('ERR_BACKUP_CUT', 'The end of the backup is missing.', { cause })
      : malformed(cause);
  }
  const { data: backup, error: cause } = zBackup.safeParse(json);
  if (backup === undefined || backup.wrap.kind !== 'passphrase') throw malformed(cause);
  if (backup.records.filter(({ id }) => id === INDEX_ID).length !== 1) {
    throw new HolderError('ERR_BACKUP_CUT', 'The record that names all others is missing.');
  }
  return backup;
}

function malformed(cause: unknown): HolderError {
  return new HolderError('ERR_BACKUP_MALFORMED', 'This is not a backup of a wallet.', { cause });
}
