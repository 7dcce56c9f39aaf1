import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { formatMoment, LoadingShape, ProblemNotice, StatusPill } from '@postern/ui';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ConnectedAccount } from '../account/account-context.ts';
import classes from '../app.module.css';
import { tryDeposit } from '../chain/act-on-vault.ts';
import type { Position, VaultView } from '../chain/create-chain-reader.ts';
import { useVault } from '../vault-context.ts';
import { explainRefusal } from '../words/explain-refusal.ts';
import { formatDays } from '../words/format-days.ts';
import { RefusalNotice } from '../words/refusal-notice.tsx';

export type NoPassProps = {
  account: ConnectedAccount;
  position: Position;
  vault: VaultView;
  opening: boolean;
  error: unknown;
  onProve: () => void;
};

/** What is asked, in plain words, and the one thing to do next. */
export function NoPass({ account, position, vault, opening, error, onProve }: NoPassProps) {
  const { api, client, config } = useVault();
  const asked = useQuery({ queryKey: ['asked'], queryFn: api.readAsked, staleTime: 60_000 });
  const attempt = useMutation({
    mutationFn: () => tryDeposit({ client, config, signer: account.signer, amount: 10n ** BigInt(vault.decimals) }),
  });
  const ended = position.passExpiresAt > 0;
  return (
    <Stack gap="md">
      <div>
        <StatusPill tone={ended ? 'waiting' : 'quiet'}>{ended ? 'Pass ended' : 'No pass yet'}</StatusPill>
        <Title order={2} mt="xs">
          {ended ? 'Your pass has ended' : 'Prove that you qualify'}
        </Title>
        <Text c="dimmed" mt={4}>
          {ended
            ? `It counted until ${formatMoment({ at: position.passExpiresAt })}. Your deposit is yours as before; a new proof opens deposits again.`
            : 'Your wallet makes a proof from what your bank confirmed. The vault checks the proof and sees nothing behind it.'}
        </Text>
      </div>
      {asked.isPending ? <LoadingShape shape="lines" count={4} label="Reading what is asked" /> : null}
      {asked.isError ? <ProblemNotice error={asked.error} onRetry={() => void asked.refetch()} /> : null}
      {asked.data === undefined ? null : (
        <div>
          <Text fw={600} mb="xs">
            You will be asked to prove
          </Text>
          <ul className={classes.asked}>
            {asked.data.sentences.map((sentence) => (
              <li key={sentence}>
                <IconCheck size={18} stroke={2.2} aria-hidden="true" />
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
          <Text size="sm" c="dimmed" mt="sm">
            A pass lasts {formatDays(asked.data.maxPassLife)} at most; you choose in your wallet.
          </Text>
        </div>
      )}
      <Group gap="sm">
        <Button size="md" onClick={onProve} loading={opening}>
          Prove with Postern
        </Button>
        <Button size="md" variant="default" onClick={() => attempt.mutate()} loading={attempt.isPending}>
          Try without a pass
        </Button>
      </Group>
      {error === undefined || error === null ? null : <ProblemNotice error={error} onRetry={onProve} />}
      {attempt.isError ? <RefusalNotice refusal={explainRefusal(attempt.error)} /> : null}
    </Stack>
  );
}
