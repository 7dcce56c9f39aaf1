import { Stack } from '@mantine/core';
import { LoadingShape, ProblemNotice } from '@postern/ui';
import type { ConnectedAccount } from '../account/account-context.ts';
import { Gate } from '../gate/gate.tsx';
import { MoneyPanel } from './money-panel.tsx';
import { usePosition } from './use-position.ts';

/** Everything one account can do: the gate first, the money below. */
export function AccountDesk({ account }: { account: ConnectedAccount }) {
  const desk = usePosition({ account: account.address });
  if (desk.isPending) return <LoadingShape shape="card" label="Reading your account from the chain" />;
  if (desk.data === undefined) {
    return <ProblemNotice error={desk.error} onRetry={() => void desk.refetch()} />;
  }
  const { vault, position } = desk.data;
  return (
    <Stack gap="lg">
      <Gate account={account} position={position} vault={vault} />
      <MoneyPanel account={account} position={position} vault={vault} />
    </Stack>
  );
}
