import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { exportBackup } from '@postern/holder';
import { type FormEvent, useState } from 'react';
import { Failure } from '../parts/failure.tsx';
import { checkPassphrase } from '../wallet/check-passphrase.ts';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { downloadText } from './download-text.ts';

/** Saves everything into one encrypted file, under a passphrase of its own. */
export function BackupSection() {
  const { services } = useWallet();
  const { random } = services;
  const opened = useOpenVault();
  const [passphrase, setPassphrase] = useState('');
  const [note, setNote] = useState<string>();
  const [error, setError] = useState<unknown>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const weakness = checkPassphrase(passphrase);
    if (weakness !== undefined) return setNote(weakness);
    try {
      const text = await exportBackup({ opened, passphrase, random });
      downloadText({ name: `postern-wallet-${new Date().toISOString().slice(0, 10)}.json`, text });
      setPassphrase('');
      setNote('Saved. The file opens only with that passphrase.');
    } catch (thrown) {
      setNote(undefined);
      setError(thrown);
    }
  };
  return (
    <section aria-label="Backup" id="backup">
      <Title order={2} size="h4" mb={4}>
        Backup
      </Title>
      <Text c="dimmed" mb="sm">
        One encrypted file with everything in this wallet. Without it, a lost device means asking the bank again. It
        also opens this wallet when you have lost your passkey or passphrase.
      </Text>
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <PasswordInput
            label="Passphrase for the file"
            autoComplete="new-password"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={passphrase === ''} style={{ alignSelf: 'flex-start' }}>
            Save the backup
          </Button>
          {note === undefined ? null : <Text component="output">{note}</Text>}
          {error === undefined ? null : <Failure error={error} />}
        </Stack>
      </form>
    </section>
  );
}
