import { Button, Stack } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { describeMeasure } from '../../words/measure-words.ts';
import type { Step } from './describe-step.ts';

export type StepButtonsProps = { detail: CaseDetail; disabled: boolean; onStep: (step: Step) => void };

/** Steps that the issuer allows beside the decision itself: each opens its own words before anything is signed. */
export function StepButtons({ detail, disabled, onStep }: StepButtonsProps) {
  const isEmergency = detail.emergency !== undefined;
  const steps: { step: Step; label: string; isSevere: boolean }[] = [
    ...(detail.actions.includes('return')
      ? [{ step: { action: 'return' } as const, label: 'Send back to review', isSevere: false }]
      : []),
    ...detail.measures.map((measure) => {
      const { label, isSevere } = describeMeasure(measure, { isEmergency });
      return { step: { action: 'propose_measure', measure } as const, label, isSevere };
    }),
    ...(detail.actions.includes('emergency_suspend')
      ? [{ step: { action: 'emergency_suspend' } as const, label: 'Emergency: suspend at once', isSevere: true }]
      : []),
  ];
  if (steps.length === 0) return null;
  return (
    <Stack gap="xs">
      {steps.map(({ step, label, isSevere }) => (
        <Button
          key={label}
          variant="default"
          c={isSevere ? 'var(--postern-brick)' : 'var(--postern-ink)'}
          disabled={disabled}
          onClick={() => onStep(step)}
        >
          {label}
        </Button>
      ))}
    </Stack>
  );
}
