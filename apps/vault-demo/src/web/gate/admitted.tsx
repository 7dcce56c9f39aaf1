import { Button, Stack, Text, Title } from '@mantine/core';
import { Address, formatMoment, GateOpening, ProblemNotice, StatusPill } from '@postern/ui';
import classes from '../app.module.css';
import type { Position } from '../chain/create-chain-reader.ts';

export type AdmittedProps = {
  position: Position;
  /** Where passes show as tokens. */
  passToken: string | undefined;
  renewing: boolean;
  error: unknown;
  onRenew: () => void;
};

/** What is true now, and until when. */
export function Admitted({ position, passToken, renewing, error, onRenew }: AdmittedProps) {
  const until = formatMoment({ at: position.passExpiresAt });
  return (
    <Stack gap="md">
      <div className={classes.waiting}>
        <Stack gap="xs" align="flex-start">
          <StatusPill tone="proven">Admitted</StatusPill>
          <Title order={2}>The gate is open</Title>
          <Text>
            Your account has a pass until <strong>{until}</strong>. Deposits are open until then; withdrawals always
            are.
          </Text>
          {passToken === undefined || position.hasToken !== true ? null : (
            <Text size="sm" c="dimmed" component="div">
              Wallets and explorers show it as a token that cannot be transferred, in the collection{' '}
              <Address value={passToken} kind="contract" />.
            </Text>
          )}
          <Button variant="default" size="xs" onClick={onRenew} loading={renewing}>
            Renew the pass
          </Button>
        </Stack>
        <div className={classes.opening}>
          <GateOpening label={`Admitted until ${until}`} size={132} />
        </div>
      </div>
      {error === undefined || error === null ? null : <ProblemNotice error={error} onRetry={onRenew} />}
    </Stack>
  );
}
