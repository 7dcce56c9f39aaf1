import { Button, FileInput, PasswordInput, Stack } from '@mantine/core';
import type { OpenedVault } from '@postern/holder';
import { type FormEvent, useState } from 'react';
import { Failure } from '../parts/failure.tsx';
import { useWallet } from '../wallet/wallet-context.tsx';
import { backupWords } from '../words/backup-words.ts';

export type BackupFormProps = {
  label: string;
  /** What is done with the file. */
  use: (options: { text: string; passphrase: string }) => Promise<OpenedVault>;
};

/** Asks for a backup and its passphrase, and opens the wallet with them. */
export function BackupForm({ label, use }: BackupFormProps) {
  const { open } = useWallet();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (file === null) return;
    setIsBusy(true);
    setError(undefined);
    try {
      open(await use({ text: await file.text(), passphrase }));
    } catch (thrown) {
      setError(thrown);
      setIsBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <FileInput
          label="Backup file"
          placeholder="Choose the file"
          accept=".json,application/json"
          value={file}
          onChange={setFile}
        />
        <PasswordInput
          label="Passphrase of the backup"
          description="The one that you chose when you saved the file."
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {error === undefined ? null : <Failure error={error} words={backupWords} />}
        <Button type="submit" variant="default" loading={isBusy} disabled={file === null || passphrase === ''}>
          {label}
        </Button>
      </Stack>
    </form>
  );
}
