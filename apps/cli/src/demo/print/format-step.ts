import type { StepReport } from '../run-step.ts';

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** One line of the walk: mark, title, time, what is true now, transaction and gas. */
export const formatStep = ({ title, milliseconds, note, ok, transaction }: StepReport): string => {
  const chain =
    transaction === undefined ? '' : `  tx ${transaction.hash}  gas ${transaction.gasUsed.toLocaleString('en')}`;
  return `${ok ? '✓' : '✗'} ${title.padEnd(46)} ${seconds(milliseconds).padStart(8)}  ${note}${chain}`;
};

/** The closing table, plain text with aligned columns. */
export const formatTable = (reports: readonly StepReport[]): string => {
  const width = Math.max(...reports.map(({ title }) => title.length), 4);
  const line = (title: string, time: string, gas: string, result: string): string =>
    `${title.padEnd(width)}  ${time.padStart(8)}  ${gas.padStart(9)}  ${result}`;
  const total = reports.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const gas = reports.reduce((sum, { transaction }) => sum + (transaction?.gasUsed ?? 0n), 0n);
  const failed = reports.filter(({ ok }) => !ok).length;
  return [
    line('step', 'time', 'gas', 'result'),
    line('-'.repeat(width), '-'.repeat(8), '-'.repeat(9), '------'),
    ...reports.map((report) =>
      line(
        report.title,
        seconds(report.milliseconds),
        report.transaction?.gasUsed.toLocaleString('en') ?? '',
        report.ok ? 'ok' : 'FAILED',
      ),
    ),
    line('-'.repeat(width), '-'.repeat(8), '-'.repeat(9), '------'),
    line('all', seconds(total), gas.toLocaleString('en'), `${reports.length - failed} ok, ${failed} failed`),
  ].join('\n');
};
