import type { ReactNode } from 'react';
import classes from './consent.module.css';

export type ConsentSectionProps = { heading: string; children: ReactNode };

/** One named part of what somebody agrees to: "You prove", "You keep". */
export function ConsentSection({ heading, children }: ConsentSectionProps) {
  return (
    <section>
      <h2 className={classes.heading}>{heading}</h2>
      {children}
    </section>
  );
}
