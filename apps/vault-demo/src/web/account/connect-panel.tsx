import { Anchor, Button, Divider, Stack, Text, Title } from '@mantine/core';
import { ErrorState, shortenMiddle } from '@postern/ui';
import { IconWallet } from '@tabler/icons-react';
import classes from '../app.module.css';
import { type DemoAccounts, useAccount } from './account-context.ts';

/** First screen: which account should act? A wallet of one's own comes first where there is one. */
export function ConnectPanel() {
  const { wallets, demo, problem, connectWallet } = useAccount();
  const hasWallet = wallets.length > 0;
  return (
    <section className={classes.panel} aria-labelledby="connect">
      <Title order={2} id="connect">
        Choose an account
      </Title>
      <Text c="dimmed" mt={4} mb="lg">
        The account holds your deposit and your pass. It is not your name.
      </Text>
      <Stack gap="sm" maw={420}>
        {wallets.map((wallet, at) => (
          <Button
            key={wallet.id}
            size="md"
            variant={at === 0 ? 'filled' : 'default'}
            onClick={() => void connectWallet(wallet)}
            leftSection={
              wallet.icon === '' ? <IconWallet size={20} /> : <img src={wallet.icon} alt="" width={20} height={20} />
            }
          >
            {wallet.name}
          </Button>
        ))}
        {hasWallet && demo !== undefined ? <Divider my="xs" label="or without one" labelPosition="center" /> : null}
        {demo === undefined ? null : <DemoChoice demo={demo} variant={hasWallet ? 'default' : 'filled'} />}
        {hasWallet ? null : (
          <Text size="sm" c="dimmed">
            No browser wallet found. One that follows EIP-6963, such as MetaMask, appears here by itself.
          </Text>
        )}
        {problem === undefined ? null : <ErrorState title="Not connected" meaning={problem} />}
      </Stack>
    </section>
  );
}

/** The demo account of this browser: the one that it has, or a new one; earlier ones stay within reach. */
function DemoChoice({ demo, variant }: { demo: DemoAccounts; variant: 'filled' | 'default' }) {
  const [latest, ...earlier] = demo.addresses;
  return (
    <>
      <Button size="md" variant={variant} onClick={() => (latest === undefined ? demo.create() : demo.use(latest))}>
        Use the demo account
      </Button>
      {latest === undefined ? null : (
        <Button size="md" variant="default" onClick={demo.create}>
          New demo account
        </Button>
      )}
      <Text size="xs" c="dimmed">
        Made for this browser alone, with gas and play money of the local chain. Its key stays in this browser.
        {earlier.length === 0 ? null : ' Earlier ones: '}
        {earlier.map((address, at) => (
          <span key={address}>
            {at === 0 ? '' : ', '}
            <Anchor component="button" type="button" size="xs" onClick={() => demo.use(address)}>
              {shortenMiddle(address)}
            </Anchor>
          </span>
        ))}
      </Text>
    </>
  );
}
