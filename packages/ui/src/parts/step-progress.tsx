import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import classes from './step-progress.module.css';

export type ProgressStep = {
  key: string;
  /** What is being done, in the present: "Checking the bank's list". */
  label: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Short fact beside a finished step, for instance "1.4 s". */
  note?: string;
};

export type StepProgressProps = {
  steps: readonly ProgressStep[];
  /** Accessible name of the whole. */
  label: string;
};

/** Progress of something that takes longer than a second, as named steps that tick off. */
export function StepProgress({ steps, label }: StepProgressProps) {
  const done = steps.filter((step) => step.state === 'done').length;
  const running = steps.some((step) => step.state === 'running');
  const share = (done + (running ? 0.5 : 0)) / Math.max(steps.length, 1);
  return (
    <div>
      <VisuallyHidden>
        <progress aria-label={label} max={steps.length} value={done} />
      </VisuallyHidden>
      <div className={classes.track} aria-hidden="true">
        <span className={classes.fill} style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <ol className={classes.list} aria-live="polite">
        {steps.map((step) => (
          <li key={step.key} className={classes.step} data-state={step.state}>
            <span className={classes.dot} aria-hidden="true">
              {step.state === 'done' ? <IconCheck size={13} stroke={2.4} /> : null}
              {step.state === 'failed' ? <IconX size={13} stroke={2.4} /> : null}
            </span>
            <span>{step.label}</span>
            {step.note === undefined ? null : <span className={classes.note}>{step.note}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
