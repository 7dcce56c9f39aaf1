import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { createVault, importBackup } from '@postern/holder';
import { PageHeader, PhoneFrame } from '@postern/ui';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Failure } from '../parts/failure.tsx';
import { createPasskey, isPasskeyPossible } from '../wallet/passkey.ts';
import { useWallet } from '../wallet/wallet-context.tsx';

const MIN_LENGTH = 10;

/** First run: one wallet for this browser, opened by a passkey or a passphrase, or restored from a backup. */
export function StartPage() {
  const { services, open } = useWallet();
  const { storage, random } = services;
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [busy, setBusy] = useState<'passkey' | 'passphrase' | 'restore'>();
  const [error, setError] = useState<unknown>();
  const [hint, setHint] = useState<string>();
  const [canPasskey, setCanPasskey] = useState(false);
  const file = useRef<HTMLInputElement>(null);

  useEffect(() => {
    void isPasskeyPossible().then(setCanPasskey);
  }, []);

  const run = async (kind: 'passkey' | 'passphrase' | 'restore', work: () => Promise<void>) => {
    setBusy(kind);
    setError(undefined);
    setHint(undefined);
    try {
      await work();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(undefined);
    }
  };

  const createByPasskey = () =>
    run('passkey', async () => {
      const secret = await createPasskey().catch(() => undefined);
      if (secret === undefined) setHint('This device cannot open the wallet by passkey. Choose a passphrase instead.');
      else open(await createVault({ storage, secret, random }));
    });

  const createByPassphrase = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase.length < MIN_LENGTH) setHint(`Choose at least ${MIN_LENGTH} characters.`);
    else if (passphrase !== repeated) setHint('The two passphrases differ.');
    else {
      void run('passphrase', async () =>
        open(await createVault({ storage, secret: { kind: 'passphrase', passphrase }, random })),
      );
    }
  };

  const restore = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    void run('restore', async () =>
      open(await importBackup({ storage, text: await chosen.text(), passphrase, random })),
    );
  };

  return (
    <PhoneFrame face="wallet">
      <PageHeader
        title="Make your wallet"
        lead="It lives in this browser only, encrypted. A bank checks you once; from then on you prove facts without showing papers."
      />
      <Stack gap="xl">
        {canPasskey ? (
          <Stack gap="xs">
            <Button size="md" fullWidth loading={busy === 'passkey'} onClick={() => void createByPasskey()}>
              Use a passkey
            </Button>
            <Text size="sm" c="dimmed">
              Your fingerprint, face or device code opens the wallet.
            </Text>
          </Stack>
        ) : null}
        <form onSubmit={createByPassphrase}>
          <Stack>
            <PasswordInput
              label="Passphrase"
              description="Four or more words are good. Nobody can reset it for you."
              autoComplete="new-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
            <PasswordInput
              label="The same again"
              autoComplete="new-password"
              value={repeated}
              onChange={(event) => setRepeated(event.currentTarget.value)}
              error={hint}
            />
            <Button
              type="submit"
              size="md"
              fullWidth
              variant={canPasskey ? 'default' : 'filled'}
              loading={busy === 'passphrase'}
            >
              Use a passphrase
            </Button>
          </Stack>
        </form>
        {error === undefined ? null : <Failure error={error} />}
        <Stack gap={4} align="flex-start">
          <Button
            variant="subtle"
            size="compact-sm"
            loading={busy === 'restore'}
            onClick={() =>
              passphrase === ''
                ? setHint('Type the passphrase of the backup above, then choose the file.')
                : file.current?.click()
            }
          >
            Restore a backup
          </Button>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label="Backup file"
            onChange={(event) => restore(event.currentTarget.files?.[0])}
          />
        </Stack>
      </Stack>
    </PhoneFrame>
  );
}
