import type { ReactNode } from 'react';
import classes from './status-pill.module.css';

/** `proven` = stands; `waiting` = needs somebody; `refused` = refused, revoked; `quiet` = neither. */
export type Tone = 'proven' | 'waiting' | 'refused' | 'quiet';

export type StatusPillProps = { tone: Tone; children: ReactNode };

/** A state in words with a mark of its tone; the words carry the meaning, the colour only helps. */
export function StatusPill({ tone, children }: StatusPillProps) {
  return (
    <span className={classes.root} data-tone={tone}>
      <span className={classes.dot} aria-hidden="true" />
      {children}
    </span>
  );
}
