import { Radio } from '@mantine/core';
import classes from './consent.module.css';

export type ConsentDuration = { value: string; label: string };

export type ConsentDurationsProps = {
  durations: readonly ConsentDuration[];
  duration: string | undefined;
  onChange: (value: string) => void;
};

/** For how long what is agreed to holds. */
export function ConsentDurations({ durations, duration, onChange }: ConsentDurationsProps) {
  return (
    <Radio.Group label="For how long" value={duration ?? null} onChange={onChange}>
      <div className={classes.durations}>
        {durations.map(({ value, label }) => (
          <Radio.Card key={value} value={value} className={classes.duration}>
            {label}
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
