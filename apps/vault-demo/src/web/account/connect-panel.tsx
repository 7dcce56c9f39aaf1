import { Button, Divider, Stack, Text, Title } from '@mantine/core';
import { ErrorState } from '@postern/ui';
import { IconWallet } from '@tabler/icons-react';
import classes from '../app.module.css';
import { useAccount } from './account-context.ts';

/** First screen: which account should act? */
export function ConnectPanel() {
  const { wallets, demoAvailable, problem, connectDemo, connectWallet } = useAccount();
  return (
    <section className={classes.panel} aria-labelledby="connect">
      <Title order={2} id="connect">
        Choose an account
      </Title>
      <Text c="dimmed" mt={4} mb="lg">
        The account holds your deposit and your pass. It is not your name.
      </Text>
      <Stack gap="sm" maw={420}>
        {demoAvailable ? (
          <>
            <Button size="md" onClick={connectDemo}>
              Use the demo account
            </Button>
            <Text size="xs" c="dimmed">
              Built in and funded. Its key is public to this page and works on the local chain only.
            </Text>
            <Divider my="xs" label="or your own" labelPosition="center" />
          </>
        ) : null}
        {wallets.map((wallet) => (
          <Button
            key={wallet.id}
            size="md"
            variant="default"
            onClick={() => void connectWallet(wallet)}
            leftSection={
              wallet.icon === '' ? <IconWallet size={20} /> : <img src={wallet.icon} alt="" width={20} height={20} />
            }
          >
            {wallet.name}
          </Button>
        ))}
        {wallets.length === 0 ? (
          <Text size="sm" c="dimmed">
            No browser wallet found. One that follows EIP-6963, such as MetaMask, appears here by itself.
          </Text>
        ) : null}
        {problem === undefined ? null : <ErrorState title="Not connected" meaning={problem} />}
      </Stack>
    </section>
  );
}
