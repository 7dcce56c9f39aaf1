import type { Logger } from '@postern/http-service';

/** Work that comes again and again. It must stand being run twice at once and being cut off anywhere. */
export type PeriodicJob = { name: string; everyMs: number; run: () => Promise<unknown> };

export type JobRunner = { stop(): Promise<void> };

/** Runs each job by its own rhythm until stopped. A failing one is logged and tried again in its next round. */
export function runPeriodicJobs(options: { jobs: readonly PeriodicJob[]; logger: Logger }): JobRunner {
  const { logger } = options;
  let stopped = false;
  const wake = new Set<() => void>();
  const loop = async ({ name, everyMs, run }: PeriodicJob): Promise<void> => {
    while (!stopped) {
      await run().catch((err: unknown) => logger.warn({ job: name, err }, 'job failed, will try again'));
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  };
  const ended = Promise.all(options.jobs.map(loop));
  return {
    stop: async () => {
      stopped = true;
      for (const each of wake) each();
      await ended;
    },
  };
}
