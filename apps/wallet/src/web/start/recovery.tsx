import { Button, Stack, Text, Title } from '@mantine/core';
import { unlockWithBackup } from '@postern/holder';
import { useState } from 'react';
import { EraseSection } from '../settings/erase-section.tsx';
import { useWallet } from '../wallet/wallet-context.tsx';
import { BackupForm } from './backup-form.tsx';

/** For who cannot open the wallet any more: a backup opens it; without one it can only be erased. */
export function Recovery() {
  const { services } = useWallet();
  const { storage, random } = services;
  const [isShown, setIsShown] = useState(false);
  if (!isShown) {
    return (
      <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'flex-start' }} onClick={() => setIsShown(true)}>
        I cannot open it
      </Button>
    );
  }
  return (
    <Stack component="section" gap="xl" aria-label="Recovery">
      <div>
        <Title order={2} size="h4" mb={4}>
          Open it with a backup
        </Title>
        <Text c="dimmed" mb="sm">
          What is in this wallet stays. From then on the passphrase of the backup opens it too. Nobody can reset a
          passkey or passphrase for you: without a backup the bank gives you a new credential for a new wallet.
        </Text>
        <BackupForm label="Open with the backup" use={(backup) => unlockWithBackup({ storage, random, ...backup })} />
      </div>
      <EraseSection />
    </Stack>
  );
}
