import { Button, Modal, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { addVaultWrap, exportBackup, type VaultHeader } from '@postern/holder';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { createPasskey, isPasskeyPossible } from '../wallet/passkey.ts';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { downloadText } from './download-text.ts';
import { Page } from '../parts/page.tsx';
import { ProverSection } from './prover-section.tsx';

const MIN_LENGTH = 10;

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
          It also locks when this tab is left in the background for 15 minutes.
        </Text>
      </Stack>
      <Openers />
      <ProverSection choice={services.proverChoice} />
      <Backup />
      <Erase />
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
    if (passphrase.length < MIN_LENGTH) return setNote(`Choose at least ${MIN_LENGTH} characters.`);
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

function Backup() {
  const { services } = useWallet();
  const { storage, random } = services;
  const opened = useOpenVault();
  const [passphrase, setPassphrase] = useState('');
  const [note, setNote] = useState<string>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase.length < MIN_LENGTH) return setNote(`Choose at least ${MIN_LENGTH} characters.`);
    const text = await exportBackup({ storage, opened, passphrase, random });
    downloadText({ name: `postern-wallet-${new Date().toISOString().slice(0, 10)}.json`, text });
    setPassphrase('');
    setNote('Saved. The file opens only with that passphrase.');
  };
  return (
    <section aria-label="Backup">
      <Title order={2} size="h4" mb={4}>
        Backup
      </Title>
      <Text c="dimmed" mb="sm">
        One encrypted file with everything in this wallet. Without it, a lost device means asking the bank again.
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
        </Stack>
      </form>
    </section>
  );
}

function Erase() {
  const { erase } = useWallet();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <section aria-label="Erase">
      <Title order={2} size="h4" mb={4}>
        Erase
      </Title>
      <Text c="dimmed" mb="sm">
        Removes everything from this browser. Passes on chain stay until they end.
      </Text>
      <Button variant="outline" color="brick" onClick={() => setAsking(true)}>
        Erase this wallet
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Erase this wallet?" centered>
        <Stack>
          <Text>Without a backup your credential is gone from here, and only the bank can give you a new one.</Text>
          <TextInput
            label="Type ERASE to go on"
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button color="brick" disabled={typed !== 'ERASE'} onClick={() => void erase()}>
            Erase
          </Button>
        </Stack>
      </Modal>
    </section>
  );
}
