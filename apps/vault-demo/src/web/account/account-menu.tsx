import { Button, Group, Text } from '@mantine/core';
import { Address } from '@postern/ui';
import { useAccount } from './account-context.ts';

/** Which account the page acts for, and the way out of it. */
export function AccountMenu() {
  const { account, demo, disconnect } = useAccount();
  if (account === undefined) return null;
  return (
    <Group gap="sm">
      <div>
        <Text size="xs" c="dimmed">
          {account.label}
          {account.kind === 'demo' ? ' (local chain only)' : ''}
        </Text>
        <Address value={account.address} kind="account" />
      </div>
      {account.kind === 'demo' ? (
        <Button variant="default" size="xs" onClick={demo?.create}>
          New demo account
        </Button>
      ) : null}
      <Button variant="default" size="xs" onClick={disconnect}>
        Disconnect
      </Button>
    </Group>
  );
}
