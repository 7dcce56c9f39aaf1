import { Button, Stack, Text, Title } from '@mantine/core';
import { ErrorState } from '@postern/ui';
import classes from '../app.module.css';
import { describeChain } from '../chain/create-chain-reader.ts';
import { useVault } from '../vault-context.ts';
import { useAccount } from './account-context.ts';

/** The wallet looks at another chain: one button, and the wallet asks for the rest. */
export function WrongChain() {
  const { config } = useVault();
  const { account, moveToChain, problem } = useAccount();
  const { name } = describeChain(config);
  return (
    <section className={classes.panel} aria-labelledby="wrong-chain">
      <Stack gap="sm" align="flex-start">
        <Title order={2} id="wrong-chain">
          {account?.label ?? 'Your wallet'} is on another network
        </Title>
        <Text>
          The vault lives on {name} (chain {config.chainId}). Your wallet will ask you before it changes or adds
          anything.
        </Text>
        <Button size="md" onClick={() => void moveToChain()}>
          Switch to {name}
        </Button>
        {problem === undefined ? null : <ErrorState title="Still on another network" meaning={problem} />}
      </Stack>
    </section>
  );
}
