import type { Hash } from 'viem';

/** What one step leaves behind for the person who reads along. */
export type StepResult<Value> = {
  value: Value;
  /** What is true now, in a few words. */
  note: string;
  transaction?: { hash: Hash; gasUsed: bigint };
};

export type StepReport = {
  title: string;
  milliseconds: number;
  note: string;
  ok: boolean;
  transaction?: { hash: Hash; gasUsed: bigint };
};

export type StepRunner = <Value>(title: string, run: () => Promise<StepResult<Value>>) => Promise<Value>;

/** Describes a failure by its stable code; messages of foreign errors may repeat what was sent. */
const describeFailure = (error: unknown): string => {
  if (!(error instanceof Error)) return 'failed';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const details = 'details' in error && error.details !== undefined ? ` ${JSON.stringify(error.details)}` : '';
  return `${code}: ${error.message.split('\n')[0]}${details}`;
};

/**
 * Makes the function that every step runs through: it measures, reports at once, and keeps the report for the table.
 * A failing step is reported and ends the walk.
 */
export const createStepRunner = (options: {
  reports: StepReport[];
  onReport: (report: StepReport) => void;
  elapsed: () => number;
}): StepRunner => {
  const { reports, onReport, elapsed } = options;
  const add = (report: StepReport): void => {
    reports.push(report);
    onReport(report);
  };
  return async (title, run) => {
    const start = elapsed();
    try {
      const { value, note, transaction } = await run();
      const milliseconds = elapsed() - start;
      add({ title, milliseconds, note, ok: true, ...(transaction === undefined ? {} : { transaction }) });
      return value;
    } catch (error) {
      add({ title, milliseconds: elapsed() - start, note: describeFailure(error), ok: false });
      throw error;
    }
  };
};
