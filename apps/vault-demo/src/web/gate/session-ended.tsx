import { Button, Group } from '@mantine/core';
import { ErrorState } from '@postern/ui';
import type { SessionView } from '../create-app-api.ts';

export type SessionEndedProps = { view: SessionView; onAgain: () => void; onCancel: () => void };

/** The session ended without a pass: declined by the person, refused by the verifier, or too late. */
export function SessionEnded({ view, onAgain, onCancel }: SessionEndedProps) {
  const words =
    view.state === 'declined'
      ? {
          title: 'You declined in your wallet',
          meaning: 'Nothing was proven and nothing was shared.',
          remedy: 'You can start again whenever you like.',
        }
      : view.state === 'refused'
        ? {
            title: 'The proof was refused',
            meaning: view.denial?.what ?? 'The verifier did not accept it and gave no reason.',
            remedy: view.denial?.remedy ?? 'Start again with a new proof.',
          }
        : {
            title: 'The request ran out of time',
            meaning: 'No answer came from a wallet while it was open.',
            remedy: 'Start again; the wallet opens in another tab.',
          };
  return (
    <ErrorState
      {...words}
      reference={view.denial?.code}
      action={
        <Group gap="sm">
          <Button onClick={onAgain}>Try again</Button>
          <Button variant="default" onClick={onCancel}>
            Back
          </Button>
        </Group>
      }
    />
  );
}
