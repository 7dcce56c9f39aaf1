import { IconCheck } from '@tabler/icons-react';
import classes from './policy-sentences.module.css';

/** What a policy asks, one sentence a condition, as the person will read it. */
export function PolicySentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className={classes.list} aria-label="Conditions">
      {sentences.map((sentence) => (
        <li key={sentence}>
          <IconCheck size={18} stroke={2} aria-hidden="true" />
          {sentence}
        </li>
      ))}
    </ul>
  );
}
