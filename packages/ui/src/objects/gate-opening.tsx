import { useId } from 'react';

import classes from './gate-opening.module.css';

export type GateOpeningProps = {
  /** What is true now; read aloud. */
  label: string;
  /** Edge in CSS pixels. */
  size?: number;
};

/** The one celebrated moment: the gate opens and light comes through. With reduced motion the open gate is shown at once. */
export function GateOpening({ label, size = 168 }: GateOpeningProps) {
  const titleId = useId();
  const archId = useId();
  return (
    <svg className={classes.root} aria-labelledby={titleId} viewBox="0 0 160 160" width={size} height={size}>
      <title id={titleId}>{label}</title>
      <path className={classes.block} d="M18 8h124a10 10 0 0 1 10 10v134H8V18A10 10 0 0 1 18 8z" />
      <clipPath id={archId}>
        <path d="M46 152V76a34 34 0 0 1 68 0v76z" />
      </clipPath>
      <g clipPath={`url(#${archId})`}>
        <path className={classes.beyond} d="M40 36h80v120H40z" />
        <path className={classes.leaf} data-side="start" d="M45 40h35v113H45z" />
        <path className={classes.leaf} data-side="end" d="M80 40h35v113H80z" />
      </g>
      <path className={classes.path} d="M46 152h68v4H46z" />
    </svg>
  );
}
