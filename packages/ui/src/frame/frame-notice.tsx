import type { ReactNode } from 'react';
import classes from './frame-notice.module.css';

/** One line above everything a frame holds. */
export function FrameNotice({ children }: { children: ReactNode }) {
  return children === undefined ? null : <div className={classes.root}>{children}</div>;
}
