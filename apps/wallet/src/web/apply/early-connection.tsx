import { Button, Stack, Text } from '@mantine/core';
import type { ApplicationStatus } from '@postern/protocol';
import { useNavigate } from 'react-router';
import { Failure } from '../parts/failure.tsx';
import type { ApplicationRecord } from './application-record.ts';
import { issuanceIdOfApplication } from './connect-application.ts';
import { useConnection } from './use-connection.ts';

const UNDECIDED: readonly ApplicationStatus['state'][] = ['submitted', 'in_review', 'second_approval'];

type EarlyConnectionProps = {
  application: ApplicationRecord;
  state: ApplicationStatus['state'];
  /** Whether the bank's answer is on its way into this wallet already. */
  isConnected: boolean;
};

/** For who does not want to come back with a code: the credential comes into this wallet by itself. */
export function EarlyConnection({ application, state, isConnected }: EarlyConnectionProps) {
  const navigate = useNavigate();
  const connect = useConnection(application);
  const isUndecided = UNDECIDED.includes(state);
  if (isConnected) {
    return isUndecided ? (
      <Text>Once the bank has decided, the credential comes into this wallet by itself.</Text>
    ) : (
      <Button
        size="md"
        fullWidth
        onClick={() =>
          void navigate(`/issuances/${issuanceIdOfApplication(application)}`, { state: { isReady: true } })
        }
      >
        Receive it now
      </Button>
    );
  }
  if (!isUndecided) return null;
  return (
    <Stack gap="xs">
      {connect.isError ? <Failure error={connect.error} /> : null}
      <Button variant="default" size="md" fullWidth loading={connect.isPending} onClick={() => connect.mutate()}>
        Have it sent into this wallet
      </Button>
      <Text size="sm" c="dimmed">
        Then you need no link and no code: it comes by itself once the bank has decided.
      </Text>
    </Stack>
  );
}
