import { parseStrictJson, type Random } from '@postern/primitives';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { type OpenedVault, unlockVault } from './create-vault.ts';
import { INDEX_ID, type VaultStorage, zKeyWrap, zSealedRecord } from './vault-storage.ts';
import { wrapVaultKey } from './wrap-vault-key.ts';

/** A backup file: the encrypted records as they lie in storage, and one passphrase wrap made for the file. */
const zBackup = z.strictObject({
  format: z.literal('postern-backup/1'),
  vaultId: z.string(),
  wrap: zKeyWrap,
  records: z.array(zSealedRecord).max(10_000),
});

const MAX_BACKUP_LENGTH = 20_000_000;

/** Writes the vault into one encrypted text. It opens with the given passphrase, whatever opens the wallet itself. */
export async function exportBackup(options: {
  storage: VaultStorage;
  opened: OpenedVault;
  passphrase: string;
  random: Random;
}): Promise<string> {
  const { storage, opened, passphrase, random } = options;
  const wrap = await wrapVaultKey({
    vaultKey: opened.key,
    vaultId: opened.vaultId,
    secret: { kind: 'passphrase', passphrase },
    random,
  });
  const backup: z.infer<typeof zBackup> = {
    format: 'postern-backup/1',
    vaultId: opened.vaultId,
    wrap,
    records: [...(await storage.listRecords())],
  };
  return JSON.stringify(backup);
}

/**
 * Restores a backup into an empty storage. The passphrase of the file becomes the passphrase of the wallet.
 *
 * @throws {HolderError} ERR_BACKUP_MALFORMED, ERR_VAULT_LOCKED (wrong passphrase), ERR_VAULT_EXISTS,
 *   ERR_VAULT_TAMPERED (a record was changed; nothing stays behind)
 */
export async function importBackup(options: {
  storage: VaultStorage;
  text: string;
  passphrase: string;
  random: Random;
}): Promise<OpenedVault> {
  const { storage, passphrase, random } = options;
  const { vaultId, wrap, records } = parseBackup(options.text);
  if (!(await storage.writeHeader({ format: 'postern-vault/1', vaultId, wraps: [wrap] }, { replace: false }))) {
    throw new HolderError('ERR_VAULT_EXISTS', 'There is a wallet here already.');
  }
  try {
    const opened = await unlockVault({ storage, secret: { kind: 'passphrase', passphrase }, random });
    await storage.commit({ expectedIndexVersion: 0, put: records, remove: [] });
    for (const id of await opened.vault.list('')) await opened.vault.read(id);
    return opened;
  } catch (error) {
    await storage.erase();
    throw error;
  }
}

function parseBackup(text: string): z.infer<typeof zBackup> {
  try {
    const backup = zBackup.parse(parseStrictJson(text, { maxLength: MAX_BACKUP_LENGTH }));
    if (backup.wrap.kind === 'passphrase' && backup.records.filter(({ id }) => id === INDEX_ID).length <= 1) {
      return backup;
    }
  } catch (cause) {
    throw new HolderError('ERR_BACKUP_MALFORMED', 'This is not a backup of a wallet.', { cause });
  }
  throw new HolderError('ERR_BACKUP_MALFORMED', 'This is not a backup of a wallet.');
}
