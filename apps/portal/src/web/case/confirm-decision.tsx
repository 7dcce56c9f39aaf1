import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import type { CaseAction } from '@postern/protocol';
import { useState } from 'react';
import { Problem } from '../words/problem.tsx';
import { EffectTimes } from './effect-times.tsx';
import type { Decision } from './use-decision.ts';

/** Actions that are confirmed in words before they are signed. */
export type ConfirmedAction = Extract<CaseAction, 'return' | 'reject' | 'suspend' | 'reinstate' | 'revoke'>;

type Confirmation = {
  title: (name: string) => string;
  consequences: readonly string[];
  button: string;
  asksReason: boolean;
};

const confirmations: Readonly<Record<ConfirmedAction, Confirmation>> = {
  return: {
    title: (name) => `Send ${name} back to review?`,
    consequences: ['The proposal and its signature are void.', 'A new assessment must be proposed and approved.'],
    button: 'Send back',
    asksReason: true,
  },
  reject: {
    title: (name) => `Reject ${name}?`,
    consequences: [
      'No credential is issued.',
      'The applicant sees that the bank did not approve, not why.',
      'This case cannot be reopened.',
    ],
    button: 'Reject',
    asksReason: true,
  },
  suspend: {
    title: (name) => `Suspend the credential of ${name}?`,
    consequences: [
      'New proofs and renewals are refused once the change is anchored on chain.',
      'Passes that protocols already granted end at their own date; you cannot see which there are.',
      'You can reinstate it later.',
    ],
    button: 'Suspend',
    asksReason: true,
  },
  reinstate: {
    title: (name) => `Reinstate the credential of ${name}?`,
    consequences: ['Once the change is anchored on chain, the holder can prove and renew again.'],
    button: 'Reinstate',
    asksReason: false,
  },
  revoke: {
    title: (name) => `Revoke the credential of ${name} for ever?`,
    consequences: [
      'It can never be reinstated; the person would have to apply again.',
      'New proofs and renewals are refused once the change is anchored on chain.',
      'Passes that protocols already granted end at their own date; you cannot see which there are.',
      'No reason leaves the bank.',
    ],
    button: 'Revoke for ever',
    asksReason: true,
  },
};

export type ConfirmDecisionProps = {
  action: ConfirmedAction | undefined;
  name: string;
  decision: Decision;
  /** Whether a passkey will sign it (not with the demo sign-in). */
  signed: boolean;
  onClose: () => void;
};

/** Says what a decision will do, takes a reason for the file, and only then signs. */
export function ConfirmDecision({ action, name, decision, signed, onClose }: ConfirmDecisionProps) {
  const [reason, setReason] = useState('');
  const words = action === undefined ? undefined : confirmations[action];
  const close = () => {
    setReason('');
    onClose();
  };
  const confirm = () => {
    if (action === undefined) return;
    const text = reason.trim();
    decision.mutate({ action, ...(text === '' ? {} : { reason: text }) }, { onSuccess: close });
  };
  return (
    <Modal opened={words !== undefined} onClose={close} title={words?.title(name)} size="md">
      {words === undefined ? null : (
        <Stack>
          <ul style={{ margin: 0, paddingInlineStart: '1.1rem' }}>
            {words.consequences.map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
          {action === undefined ? null : <EffectTimes actions={[action]} />}
          {words.asksReason ? (
            <Textarea
              label="Reason, for the bank's file"
              description="Stays in the bank"
              autosize
              minRows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
          ) : null}
          {decision.isError ? <Problem error={decision.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} disabled={decision.isPending}>
              Keep as it is
            </Button>
            <Button
              color={action === 'reinstate' ? 'verdigris' : 'brick'}
              loading={decision.isPending}
              onClick={confirm}
            >
              {words.button}
            </Button>
          </Group>
          {signed ? (
            <Text size="xs" c="dimmed">
              Your passkey signs this decision.
            </Text>
          ) : null}
        </Stack>
      )}
    </Modal>
  );
}
