import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { isLocalChain } from '@postern/primitives';
import { Facts } from '@postern/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConnectedAccount } from '../account/account-context.ts';
import classes from '../app.module.css';
import { deposit, takeFromFaucet, withdraw, withdrawAll } from '../chain/act-on-vault.ts';
import type { Position, VaultView } from '../chain/create-chain-reader.ts';
import { useVault } from '../vault-context.ts';
import { explainRefusal } from '../words/explain-refusal.ts';
import { formatAmount, parseAmount } from '../words/format-amount.ts';
import { RefusalNotice } from '../words/refusal-notice.tsx';

export type MoneyPanelProps = { account: ConnectedAccount; position: Position; vault: VaultView };

type Move = { kind: 'deposit' | 'withdraw'; amount: bigint } | { kind: 'faucet' | 'withdraw-all' };

const done: Readonly<Record<Move['kind'], string>> = {
  deposit: 'Deposited. It is yours to take out at any time, with or without a pass.',
  withdraw: 'Withdrawn. It is back in your account.',
  faucet: 'Demo money arrived.',
  'withdraw-all': 'Everything is back in your account.',
};

/** Balances, deposit for admitted accounts, withdrawal for everybody. */
export function MoneyPanel({ account, position, vault }: MoneyPanelProps) {
  const { client, config } = useVault();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { amount: '100' },
    validate: {
      amount: (text) =>
        parseAmount({ text, decimals: vault.decimals }) === undefined ? 'Enter an amount above zero, like 100' : null,
    },
  });
  const act = useMutation({
    mutationFn: async (move: Move) => {
      const options = { client, config, signer: account.signer };
      if (move.kind === 'deposit') await deposit({ ...options, amount: move.amount });
      else if (move.kind === 'withdraw') await withdraw({ ...options, amount: move.amount });
      else if (move.kind === 'withdraw-all') await withdrawAll({ ...options, shares: position.shares });
      else await takeFromFaucet({ ...options, amount: 1_000n * 10n ** BigInt(vault.decimals) });
      return move.kind;
    },
    onSettled: () => queries.invalidateQueries(),
  });
  const move = (kind: 'deposit' | 'withdraw'): void => {
    if (form.validate().hasErrors) return;
    const amount = parseAmount({ text: form.values.amount, decimals: vault.decimals });
    if (amount !== undefined) act.mutate({ kind, amount });
  };
  const running = act.isPending ? act.variables.kind : undefined;
  const local = isLocalChain(config.chainId);
  const poor = position.balance === 0n;
  return (
    <section className={classes.panel} aria-labelledby="money">
      <Title order={2} size="h3" id="money" mb="sm">
        Your money
      </Title>
      <Facts
        columns={2}
        facts={[
          { label: 'In your account', value: formatAmount({ amount: position.balance, ...vault }) },
          { label: 'In the vault', value: formatAmount({ amount: position.deposited, ...vault }) },
        ]}
      />
      <Stack gap="sm" mt="md">
        <TextInput
          label={`Amount in ${vault.symbol}`}
          inputMode="decimal"
          autoComplete="off"
          maw={280}
          {...form.getInputProps('amount')}
        />
        <Group gap="sm">
          <Button
            variant={position.admitted && !poor ? 'filled' : 'default'}
            disabled={!position.admitted || act.isPending}
            loading={running === 'deposit'}
            onClick={() => move('deposit')}
          >
            Deposit
          </Button>
          <Button
            variant="default"
            disabled={position.shares === 0n || act.isPending}
            loading={running === 'withdraw'}
            onClick={() => move('withdraw')}
          >
            Withdraw
          </Button>
          <Button
            variant="default"
            disabled={position.shares === 0n || act.isPending}
            loading={running === 'withdraw-all'}
            onClick={() => act.mutate({ kind: 'withdraw-all' })}
          >
            Withdraw all
          </Button>
          {local ? (
            <Button
              variant="default"
              disabled={act.isPending}
              loading={running === 'faucet'}
              onClick={() => act.mutate({ kind: 'faucet' })}
            >
              Get 1,000 demo {vault.symbol}
            </Button>
          ) : null}
        </Group>
        <Text size="sm" c="dimmed">
          {position.admitted
            ? 'A deposit needs your pass. A withdrawal never does.'
            : 'Deposits open with a pass. Withdrawals are always open, with or without one.'}
        </Text>
        <div aria-live="polite">
          {act.isSuccess ? <Text c="var(--postern-verdigris)">{done[act.data]}</Text> : null}
        </div>
        {act.isError ? <RefusalNotice refusal={explainRefusal(act.error)} /> : null}
      </Stack>
    </section>
  );
}
