import classes from './consent.module.css';

export type ConsentWarningsProps = { warnings: readonly string[] };

/** Things to know before accepting: "This reveals your bank". */
export function ConsentWarnings({ warnings }: ConsentWarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label="Before you accept">
      {warnings.map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
    </ul>
  );
}
