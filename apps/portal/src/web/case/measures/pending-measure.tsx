import { Button, Group, Text } from '@mantine/core';
import type { CaseDetail, PendingMeasure } from '@postern/protocol';
import { Notice, RelativeTime } from '@postern/ui';
import { describeMeasure } from '../../words/measure-words.ts';
import type { Step } from './describe-step.ts';

export type PendingMeasureNoticeProps = {
  detail: CaseDetail;
  measure: PendingMeasure;
  /** Who is signed in. */
  staffId: string | undefined;
  disabled: boolean;
  onStep: (step: Step) => void;
};

/** A measure that waits for its second person: who proposed what, when, why, and the ways out. */
export function PendingMeasureNotice({ detail, measure, staffId, disabled, onStep }: PendingMeasureNoticeProps) {
  const words = describeMeasure(measure.measure, { isEmergency: detail.emergency !== undefined });
  const mayConfirm = detail.actions.includes('confirm_measure');
  const isOwn = measure.proposedBy.staffId === staffId;
  return (
    <Notice
      tone="waiting"
      label="A proposal waits"
      title={`${isOwn ? 'You propose' : `${measure.proposedBy.name} proposes`} to ${words.infinitive}`}
    >
      <Text mt={4}>
        <bdi>{measure.reason}</bdi>
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        <RelativeTime at={measure.proposedAt} />.{' '}
        {mayConfirm ? 'It takes effect when you confirm it.' : 'It takes effect when another approver confirms it.'}
      </Text>
      <Group gap="xs" mt="sm">
        {mayConfirm ? (
          <Button
            size="xs"
            color={words.isSevere ? 'brick' : 'verdigris'}
            disabled={disabled}
            onClick={() => onStep({ action: 'confirm_measure', measure: measure.measure })}
          >
            {words.confirm}
          </Button>
        ) : null}
        {detail.actions.includes('withdraw_measure') ? (
          <Button
            size="xs"
            variant="default"
            disabled={disabled}
            onClick={() => onStep({ action: 'withdraw_measure', measure: measure.measure })}
          >
            Withdraw the proposal
          </Button>
        ) : null}
      </Group>
    </Notice>
  );
}
