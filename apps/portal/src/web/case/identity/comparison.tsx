import { VisuallyHidden } from '@mantine/core';
import type { ApplicationData } from '@postern/protocol';
import { compareApplications } from './compare-applications.ts';
import classes from './comparison.module.css';

/** Two applications side by side; what differs is marked, in words too. */
export function Comparison({ here, there, label }: { here: ApplicationData; there: ApplicationData; label: string }) {
  return (
    <table className={classes.root} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>Fact</VisuallyHidden>
          </th>
          <th scope="col">This file</th>
          <th scope="col">The other file</th>
        </tr>
      </thead>
      <tbody>
        {compareApplications({ here, there }).map((fact) => (
          <tr key={fact.label} data-differs={fact.differs || undefined}>
            <th scope="row">
              {fact.label}
              {fact.differs ? <VisuallyHidden> (differs)</VisuallyHidden> : null}
            </th>
            <td>
              <bdi>{fact.here === '' ? 'Not stated' : fact.here}</bdi>
            </td>
            <td>
              <bdi>{fact.there === '' ? 'Not stated' : fact.there}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
