import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { StepProgress } from '@postern/ui';
import type { Refusal } from '../words/explain-refusal.ts';
import { RefusalNotice } from '../words/refusal-notice.tsx';

export type AdmittingProps = {
  refusal: Refusal | undefined;
  onRetry: () => void;
  onAgain: () => void;
  /** Takes another account, where this page can make one. */
  onNewAccount: (() => void) | undefined;
  onCancel: () => void;
};

/** The proof is on its way into the contract, or the contract has refused it. */
export function Admitting({ refusal, onRetry, onAgain, onNewAccount, onCancel }: AdmittingProps) {
  const failed = refusal !== undefined;
  return (
    <Stack gap="md">
      <Title order={2}>{failed ? 'The gate stayed closed' : 'Opening the gate'}</Title>
      <StepProgress
        label="Admission"
        steps={[
          { key: 'verified', label: 'The proof was checked', state: 'done' },
          {
            key: 'admit',
            label: 'Your account hands it to the contract',
            state: failed ? 'failed' : 'running',
          },
          { key: 'pass', label: 'Your account gets a pass', state: 'waiting' },
        ]}
      />
      {failed ? (
        <RefusalNotice
          refusal={refusal}
          action={
            <Group gap="sm">
              {refusal.code === 'PassRegistryAccountTaken' && onNewAccount !== undefined ? (
                <Button onClick={onNewAccount}>New demo account</Button>
              ) : (
                <Button onClick={onAgain}>Make a new proof</Button>
              )}
              <Button variant="default" onClick={onRetry}>
                Send again
              </Button>
              <Button variant="default" onClick={onCancel}>
                Cancel
              </Button>
            </Group>
          }
        />
      ) : (
        <Text c="dimmed">If your wallet asks, confirm the transaction. It takes a few seconds.</Text>
      )}
    </Stack>
  );
}
