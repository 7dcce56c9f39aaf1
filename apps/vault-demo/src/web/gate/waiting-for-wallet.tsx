import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { QrCode, RelativeTime, StatusPill } from '@postern/ui';
import classes from '../app.module.css';
import type { OpenedSession } from '../create-app-api.ts';

export type WaitingForWalletProps = { opened: OpenedSession; fetched: boolean; onCancel: () => void };

/** The wallet has the floor: here in another tab, or on the phone that reads the code. */
export function WaitingForWallet({ opened, fetched, onCancel }: WaitingForWalletProps) {
  return (
    <div className={classes.waiting}>
      <Stack gap="sm" align="flex-start">
        <StatusPill tone="waiting">{fetched ? 'Your wallet is asking you' : 'Waiting for your wallet'}</StatusPill>
        <Title order={2}>{fetched ? 'Decide in your wallet' : 'Continue in your wallet'}</Title>
        <Text aria-live="polite">
          {fetched
            ? 'Your wallet shows what the vault asks. This page goes on by itself when you have decided.'
            : 'It opened in another tab. This page goes on by itself when the proof is here.'}
        </Text>
        <Text size="sm" c="dimmed">
          The request ends <RelativeTime at={opened.expiresAt} />.
        </Text>
        <Group gap="sm">
          <Button component="a" href={opened.walletUrl} target="_blank" rel="noopener noreferrer">
            Open the wallet again
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
      <div className={classes.code}>
        <QrCode value={opened.walletUrl} label="Opens this request in a wallet on another device" size={190} />
      </div>
    </div>
  );
}
