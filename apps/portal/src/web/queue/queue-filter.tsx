import { UnstyledButton } from '@mantine/core';
import type { CaseList, CaseState } from '@postern/protocol';
import { stateWords } from '../words/case-words.ts';
import classes from './queue-filter.module.css';

export type QueueFilterProps = {
  state: CaseState | undefined;
  counts: CaseList['counts'];
  onChange: (state: CaseState | undefined) => void;
};

/** One button a state, with how many cases are in it. */
export function QueueFilter({ state, counts, onChange }: QueueFilterProps) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const states = Object.keys(stateWords) as CaseState[];
  return (
    <fieldset className={classes.filter} aria-label="Show cases by state">
      <UnstyledButton className={classes.chip} aria-pressed={state === undefined} onClick={() => onChange(undefined)}>
        All <span className={classes.count}>{total}</span>
      </UnstyledButton>
      {states.map((value) => (
        <UnstyledButton
          key={value}
          className={classes.chip}
          aria-pressed={state === value}
          onClick={() => onChange(value)}
        >
          {stateWords[value].label} <span className={classes.count}>{counts[value] ?? 0}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
