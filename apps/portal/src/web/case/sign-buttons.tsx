import { Button, Group, Text } from '@mantine/core';
import { Problem } from '../words/problem.tsx';
import type { Decision } from './use-decision.ts';

export type SignButtonsProps = {
  decision: Decision;
  /** Whether a passkey will sign it (not with the demo sign-in). */
  signed: boolean;
  label: string;
  /** On the button that decides nothing. */
  cancelLabel: string;
  isSevere: boolean;
  disabled?: boolean;
  onSign: () => void;
  onCancel: () => void;
};

/** Foot of a dialog that signs: what went wrong, the two ways on, and what will sign. */
export function SignButtons(props: SignButtonsProps) {
  const { decision, signed, label, cancelLabel, isSevere, disabled = false, onSign, onCancel } = props;
  return (
    <>
      {decision.isError ? <Problem error={decision.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} disabled={decision.isPending}>
          {cancelLabel}
        </Button>
        <Button
          color={isSevere ? 'brick' : 'verdigris'}
          loading={decision.isPending}
          disabled={disabled}
          onClick={onSign}
        >
          {label}
        </Button>
      </Group>
      {signed ? (
        <Text size="xs" c="dimmed">
          Your passkey signs this decision.
        </Text>
      ) : null}
    </>
  );
}
