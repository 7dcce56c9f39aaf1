import { IconCheck, IconEyeOff } from '@tabler/icons-react';
import classes from './consent.module.css';

const icons = {
  prove: <IconCheck size={18} stroke={2.2} aria-hidden="true" />,
  keep: <IconEyeOff size={18} stroke={1.7} aria-hidden="true" />,
};

export type ConsentListProps = { kind: keyof typeof icons; sentences: readonly string[] };

/** What is proven with a tick each, or what is kept with a closed eye each. */
export function ConsentList({ kind, sentences }: ConsentListProps) {
  return (
    <ul className={classes.list}>
      {sentences.map((sentence) => (
        <li key={sentence} className={classes.item} data-kind={kind}>
          {icons[kind]}
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
