import { Button } from '@mantine/core';
import { Failure } from '../parts/failure.tsx';

/** Why an answer did not leave, with the way to begin again from the request. */
export function RetryFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const button = (
    <Button size="xs" variant="default" onClick={onRetry}>
      Check the request again
    </Button>
  );
  return <Failure error={error} action={button} />;
}
