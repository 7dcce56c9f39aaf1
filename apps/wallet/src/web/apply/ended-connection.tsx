import { Button } from '@mantine/core';
import type { ApplicationStatus } from '@postern/protocol';
import { EndedOffer, readEndedOffer } from '@postern/ui';
import { Failure } from '../parts/failure.tsx';
import type { ApplicationRecord } from './application-record.ts';
import { useConnection } from './use-connection.ts';

type EndedConnectionProps = { application: ApplicationRecord; status: ApplicationStatus };

/** The bank's offer ended before anything was collected: this wallet asks for another one and takes it at once. */
export function EndedConnection({ application, status }: EndedConnectionProps) {
  const connect = useConnection(application);
  const why = readEndedOffer(status);
  if (why === undefined) return null;
  return (
    <EndedOffer
      why={why}
      action={
        status.canRequestOffer ? (
          <Button loading={connect.isPending} onClick={() => connect.mutate()}>
            Get it into this wallet
          </Button>
        ) : undefined
      }
    >
      {connect.isError ? <Failure error={connect.error} /> : null}
    </EndedOffer>
  );
}
