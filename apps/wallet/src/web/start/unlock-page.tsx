import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { isStorageFault, unlockVault, type VaultHeader, type WrapSecret } from '@postern/holder';
import { PageHeader, PhoneFrame } from '@postern/ui';
import { type FormEvent, useEffect, useState } from 'react';
import { askPasskey } from '../wallet/passkey.ts';
import { useWallet } from '../wallet/wallet-context.tsx';
import { Failure } from '../parts/failure.tsx';
import { Recovery } from './recovery.tsx';

/** Opens the wallet of this browser for this tab. */
export function UnlockPage() {
  const { services, open } = useWallet();
  const { storage, random } = services;
  const [wraps, setWraps] = useState<VaultHeader['wraps']>([]);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [hint, setHint] = useState<string>();
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    storage.readHeader().then((header) => setWraps(header?.wraps ?? []), setError);
  }, [storage]);

  const passkeys = wraps.flatMap((wrap) => (wrap.kind === 'passkey' ? [wrap.credentialId] : []));
  const hasPassphrase = wraps.some(({ kind }) => kind === 'passphrase');

  const unlock = async (readSecret: () => Promise<WrapSecret | undefined>, wrong: string) => {
    setBusy(true);
    setHint(undefined);
    try {
      const secret = await readSecret();
      if (secret === undefined) setHint(wrong);
      else open(await unlockVault({ storage, secret, random }));
    } catch (thrown) {
      // Only a secret that does not fit is a wrong one.
      if (isStorageFault(thrown)) setError(thrown);
      else setHint(wrong);
    } finally {
      setBusy(false);
    }
  };

  const byPassphrase = (event: FormEvent) => {
    event.preventDefault();
    void unlock(async () => ({ kind: 'passphrase', passphrase }), 'That is not the passphrase of this wallet.');
  };

  return (
    <PhoneFrame face="wallet">
      <PageHeader title="Open your wallet" lead="What you were about to do goes on afterwards." />
      <Stack gap="lg">
        {passkeys.length === 0 ? null : (
          <Button
            size="md"
            fullWidth
            loading={busy}
            onClick={() => void unlock(() => askPasskey(passkeys), 'The passkey did not open the wallet. Try again.')}
          >
            Open with your passkey
          </Button>
        )}
        {hasPassphrase ? (
          <form onSubmit={byPassphrase}>
            <Stack>
              <PasswordInput
                label="Passphrase"
                autoComplete="current-password"
                data-autofocus
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
                error={hint}
              />
              <Button
                type="submit"
                size="md"
                fullWidth
                loading={busy}
                variant={passkeys.length > 0 ? 'default' : 'filled'}
              >
                Open
              </Button>
            </Stack>
          </form>
        ) : hint === undefined ? null : (
          <Text c="var(--postern-brick)" role="alert">
            {hint}
          </Text>
        )}
        {error === undefined ? null : <Failure error={error} />}
        <Recovery />
      </Stack>
    </PhoneFrame>
  );
}
