import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { ErrorState, StatusPill } from '@postern/ui';
import type { SessionView } from '../create-app-api.ts';

export type SessionEndedProps = { view: SessionView; onAgain: () => void; onCancel: () => void };

const calm = {
  declined: {
    pill: 'Declined',
    title: 'You declined in your wallet',
    text: 'This page got no proof. You can start again whenever you like.',
  },
  expired: {
    pill: 'Too late',
    title: 'The request ran out of time',
    text: 'No answer came from a wallet while it was open. Start again; the wallet opens in another tab.',
  },
} as const;

/** The session ended without a pass: refused by the verifier, which is an error, or declined or too late, which is none. */
export function SessionEnded({ view, onAgain, onCancel }: SessionEndedProps) {
  const buttons = (
    <Group gap="sm">
      <Button onClick={onAgain}>Try again</Button>
      <Button variant="default" onClick={onCancel}>
        Back
      </Button>
    </Group>
  );
  if (view.state === 'refused') {
    return (
      <ErrorState
        title="The proof was refused"
        meaning={view.denial?.what ?? 'The verifier did not accept it and gave no reason.'}
        remedy={view.denial?.remedy ?? 'Start again with a new proof.'}
        reference={view.denial?.code}
        action={buttons}
      />
    );
  }
  const words = view.state === 'declined' ? calm.declined : calm.expired;
  return (
    <Stack gap="sm" align="flex-start">
      <StatusPill tone="quiet">{words.pill}</StatusPill>
      <Title order={2}>{words.title}</Title>
      <Text aria-live="polite">{words.text}</Text>
      {buttons}
    </Stack>
  );
}
