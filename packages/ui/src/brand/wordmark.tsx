import { Mark } from './mark.tsx';
import classes from './wordmark.module.css';

export type WordmarkProps = {
  /** Face of the product that is open, for instance `portal`; set in stone after the name. */
  face?: string;
  /** Height of the mark in CSS pixels. */
  size?: number;
};

/** Mark and name in lower case, with the face of the product behind it. */
export function Wordmark({ face, size = 20 }: WordmarkProps) {
  return (
    <span className={classes.root} style={{ fontSize: size * 0.9 }}>
      <span className={classes.mark}>
        <Mark size={size} />
      </span>
      <span className={classes.name}>postern</span>
      {face === undefined ? null : <span className={classes.face}>{face}</span>}
    </span>
  );
}
