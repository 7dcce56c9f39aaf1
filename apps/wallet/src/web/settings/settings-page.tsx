import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { addVaultWrap, type VaultHeader } from '@postern/holder';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { checkPassphrase } from '../wallet/check-passphrase.ts';
import { createPasskey, isPasskeyPossible } from '../wallet/passkey.ts';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { BackupSection } from './backup-section.tsx';
import { EraseSection } from './erase-section.tsx';
import { StorageSection } from './storage-section.tsx';
import { Page } from '../parts/page.tsx';
import { ProverSection } from './prover-section.tsx';

/** How the wallet opens, what proves in it, its backup, locking, and the end of it. */
export function SettingsPage() {
  const { lock, services } = useWallet();
  return (
    <Page title="Settings">
      <Stack align="flex-start">
        <Button variant="default" onClick={lock}>
          Lock now
        </Button>
        <Text size="sm" c="dimmed">
          In every tab. It also locks when this tab is left in the background for 15 minutes.
        </Text>
      </Stack>
      <Openers />
      <ProverSection choice={services.proverChoice} />
      <StorageSection persistence={services.persistence} />
      <BackupSection />
      <EraseSection />
    </Page>
  );
}

function Openers() {
  const { services } = useWallet();
  const { storage, random } = services;
  const opened = useOpenVault();
  const [wraps, setWraps] = useState<VaultHeader['wraps']>([]);
  const [canPasskey, setCanPasskey] = useState(false);
  const [note, setNote] = useState<string>();
  const [passphrase, setPassphrase] = useState('');

  const refresh = useCallback(() => storage.readHeader().then((header) => setWraps(header?.wraps ?? [])), [storage]);
  useEffect(() => {
    void refresh();
    void isPasskeyPossible().then(setCanPasskey);
  }, [refresh]);

  const addPasskey = async () => {
    const secret = await createPasskey().catch(() => undefined);
    if (secret === undefined) setNote('This device cannot open the wallet by passkey.');
    else {
      await addVaultWrap({ storage, opened, secret, random });
      await refresh();
      setNote('The passkey now opens this wallet.');
    }
  };
  const setNewPassphrase = async (event: FormEvent) => {
    event.preventDefault();
    const weakness = checkPassphrase(passphrase);
    if (weakness !== undefined) return setNote(weakness);
    await addVaultWrap({ storage, opened, secret: { kind: 'passphrase', passphrase }, random });
    await refresh();
    setPassphrase('');
    setNote('The passphrase now opens this wallet.');
  };
  const passkeys = wraps.filter(({ kind }) => kind === 'passkey').length;
  const hasPassphrase = wraps.some(({ kind }) => kind === 'passphrase');
  return (
    <section aria-label="Ways to open the wallet">
      <Title order={2} size="h4" mb={4}>
        Ways to open it
      </Title>
      <Text c="dimmed" mb="sm">
        {[
          hasPassphrase ? 'Passphrase' : undefined,
          passkeys > 0 ? `${passkeys} passkey${passkeys > 1 ? 's' : ''}` : undefined,
        ]
          .filter((way) => way !== undefined)
          .join(' and ')}
        . {wraps.length < 2 ? 'Add a second way, so that losing one does not lock you out.' : ''}
      </Text>
      <Stack align="flex-start">
        {canPasskey ? (
          <Button variant="default" onClick={() => void addPasskey()}>
            Add a passkey
          </Button>
        ) : null}
        <form onSubmit={(event) => void setNewPassphrase(event)} style={{ width: '100%' }}>
          <Stack align="stretch">
            <PasswordInput
              label={hasPassphrase ? 'New passphrase' : 'Add a passphrase'}
              autoComplete="new-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={passphrase === ''} style={{ alignSelf: 'flex-start' }}>
              {hasPassphrase ? 'Change' : 'Add'}
            </Button>
          </Stack>
        </form>
        {note === undefined ? null : <Text component="output">{note}</Text>}
      </Stack>
    </section>
  );
}
