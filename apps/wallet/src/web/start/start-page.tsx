import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { createVault, importBackup } from '@postern/holder';
import { Notice, PageHeader, PhoneFrame } from '@postern/ui';
import { type FormEvent, useEffect, useState } from 'react';
import { Failure } from '../parts/failure.tsx';
import { checkPassphrase } from '../wallet/check-passphrase.ts';
import { createPasskey, isPasskeyPossible } from '../wallet/passkey.ts';
import { useWallet } from '../wallet/wallet-context.tsx';
import { BackupForm } from './backup-form.tsx';

/**
 * First run: one wallet for this browser, opened by a passkey or a passphrase, or restored from a backup.
 *
 * @param isLost there was a wallet here, and it is gone
 */
export function StartPage({ isLost }: { isLost: boolean }) {
  const { services, open } = useWallet();
  const { storage, random } = services;
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [busy, setBusy] = useState<'passkey' | 'passphrase'>();
  const [isRestoring, setIsRestoring] = useState(isLost);
  const [error, setError] = useState<unknown>();
  const [hint, setHint] = useState<string>();
  const [canPasskey, setCanPasskey] = useState(false);

  useEffect(() => {
    void isPasskeyPossible().then(setCanPasskey);
  }, []);

  const run = async (kind: 'passkey' | 'passphrase', work: () => Promise<void>) => {
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
    const weakness = checkPassphrase(passphrase);
    if (weakness !== undefined) setHint(weakness);
    else if (passphrase !== repeated) setHint('The two passphrases differ.');
    else {
      void run('passphrase', async () =>
        open(await createVault({ storage, secret: { kind: 'passphrase', passphrase }, random })),
      );
    }
  };

  return (
    <PhoneFrame face="wallet">
      <PageHeader
        title="Make your wallet"
        lead="It lives in this browser only, encrypted. A bank checks you once; from then on you prove facts without showing papers."
      />
      <Stack gap="xl">
        {isLost ? (
          <Notice tone="refused" label="Lost wallet" title="The wallet that was here is gone">
            This browser, or somebody who uses it, has cleared it away. Your passes on chain stay until they end.
            Restore a backup below, or make a new wallet and ask your bank for your credential again.
          </Notice>
        ) : null}
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
        {isRestoring ? (
          <section aria-label="Restore a backup">
            <BackupForm
              label="Restore the backup"
              use={({ text, passphrase: secret }) => importBackup({ storage, text, passphrase: secret, random })}
            />
          </section>
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setIsRestoring(true)}
          >
            Restore a backup
          </Button>
        )}
      </Stack>
    </PhoneFrame>
  );
}
