import type { ErrorWords } from './error-words.ts';

const unchanged = 'Nothing in this browser was changed.';

const damaged: ErrorWords = {
  title: 'The backup is damaged',
  meaning: `A part of it is missing or was changed since it was saved. ${unchanged}`,
  remedy: 'Use another copy of the file, or an older backup.',
};

/** What went wrong, where a backup was to be read. */
export const backupWords: Readonly<Record<string, ErrorWords>> = {
  ERR_VAULT_LOCKED: {
    title: 'That is not the passphrase of this backup',
    meaning: `The file is a backup, but it does not open with what you typed. ${unchanged}`,
    remedy: 'Type the passphrase that you chose when you saved the file.',
  },
  ERR_BACKUP_MALFORMED: {
    title: 'That file is not a backup of a wallet',
    meaning: unchanged,
    remedy: 'Choose the file that the wallet saved: its name begins with “postern-wallet”.',
  },
  ERR_BACKUP_CUT: damaged,
  ERR_VAULT_TAMPERED: damaged,
  ERR_BACKUP_OTHER_WALLET: {
    title: 'That backup is of another wallet',
    meaning: `It cannot open the wallet that is in this browser. ${unchanged}`,
    remedy: 'Choose a backup of this wallet, or erase this wallet first and then restore the other one.',
  },
  ERR_VAULT_EXISTS: {
    title: 'There is a wallet here already',
    meaning: `It was made in another tab. ${unchanged}`,
    remedy: 'Reload this page to open it.',
  },
};
