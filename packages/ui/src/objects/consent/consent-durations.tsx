import { Radio, Text } from '@mantine/core';
import classes from './consent.module.css';

export type ConsentDuration = {
  value: string;
  label: string;
  /** Under the label: when it ends. */
  detail?: string | undefined;
};

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
        {durations.map(({ value, label, detail }) => (
          <Radio.Card key={value} value={value} className={classes.duration}>
            {label}
            {detail === undefined ? null : (
              <Text component="span" size="xs" c="dimmed" fw={400}>
                {detail}
              </Text>
            )}
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
