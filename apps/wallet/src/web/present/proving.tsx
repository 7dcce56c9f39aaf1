import { Button } from '@mantine/core';
import type { ProvingStep } from '@postern/proof/prove';
import { StepProgress } from '@postern/ui';
import { Page } from '../parts/page.tsx';

export type PresentStep = 'minute' | ProvingStep | 'send';

const STEPS: readonly { key: PresentStep; label: string }[] = [
  { key: 'load', label: 'Loading the proving files' },
  { key: 'witness', label: 'Putting the facts together, on this device' },
  { key: 'prove', label: 'Making the proof' },
  { key: 'send', label: 'Sending the proof' },
];

const MINUTE = {
  key: 'minute',
  label: 'Waiting for the next minute: this gate takes one proof a minute from you, and had one just now',
} as const;

/** What is being done, step by step, and the way out. */
export function Proving({ host, step, onCancel }: { host: string; step: PresentStep; onCancel: () => void }) {
  if (step === 'minute') {
    const waiting = [{ ...MINUTE, state: 'running' as const }];
    return (
      <Page above={host} title="One moment" lead="Nothing has been sent yet.">
        <StepProgress label="Waiting for the next minute" steps={waiting} />
        <Button variant="default" onClick={onCancel}>
          Stop
        </Button>
      </Page>
    );
  }
  const at = STEPS.findIndex(({ key }) => key === (step === 'done' ? 'send' : step));
  return (
    <Page above={host} title="Proving" lead="Your facts stay here. Only the proof leaves.">
      <StepProgress
        label="Making the proof"
        steps={STEPS.map(({ key, label }, index) => ({
          key,
          label,
          state: index < at ? 'done' : index === at ? 'running' : 'waiting',
        }))}
      />
      <Button variant="default" onClick={onCancel} disabled={at === STEPS.length - 1}>
        Stop
      </Button>
    </Page>
  );
}
