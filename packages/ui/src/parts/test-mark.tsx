import { VisuallyHidden } from '@mantine/core';
import classes from './test-mark.module.css';

/** Stands beside whatever is made of invented people, so that nobody takes it for the real thing. */
export function TestMark() {
  return (
    <span className={classes.root}>
      TEST<VisuallyHidden> data, not a real person</VisuallyHidden>
    </span>
  );
}
