import type { ReactNode } from 'react';
import classes from './facts.module.css';

export type Fact = { label: string; value: ReactNode };

export type FactsProps = {
  facts: readonly Fact[];
  /** Columns at desk width. */
  columns?: 1 | 2;
};

/** Labelled values with hairlines between; what a record says, read rather than edited. */
export function Facts({ facts, columns = 1 }: FactsProps) {
  return (
    <dl className={classes.root} data-columns={columns}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd>
            <bdi>{fact.value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
