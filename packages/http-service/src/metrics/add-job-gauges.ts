import type { Metrics } from './create-metrics.ts';

/** A queue that can say how it stands. */
export type ReportingQueue = {
  report(): Promise<{
    queues: readonly {
      name: string;
      waiting: number;
      overdueSeconds: number | null;
      sinceDoneSeconds: number | null;
    }[];
    deadLetters: { open: number };
  }>;
};

/** How the jobs of a service are: how late, how long since the last good run, how many nobody tries any more. */
export const addJobGauges = (metrics: Metrics, jobs: ReportingQueue): void => {
  const read = async (
    pick: (queue: { overdueSeconds: number | null; sinceDoneSeconds: number | null }) => number | null,
  ) =>
    (await jobs.report()).queues.flatMap((queue) => {
      const value = pick(queue);
      return value === null ? [] : [{ label: queue.name, value }];
    });
  metrics.addGauge({
    name: 'job_late_seconds',
    help: 'How long the oldest job that is due has waited for a worker.',
    label: 'job',
    read: () => read(({ overdueSeconds }) => overdueSeconds ?? 0),
  });
  metrics.addGauge({
    name: 'job_since_done_seconds',
    help: 'Time since a run of the job ended well.',
    label: 'job',
    read: () => read(({ sinceDoneSeconds }) => sinceDoneSeconds),
  });
  metrics.addGauge({
    name: 'job_dead_letters',
    help: 'Jobs that failed too often and have not ended well since.',
    read: async () => (await jobs.report()).deadLetters.open,
  });
};
