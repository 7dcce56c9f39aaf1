export {
  createJobQueue,
  type CreateJobQueueOptions,
  DEATH_FOUND_SECONDS,
  type JobEvent,
  type JobQueue,
} from './create-job-queue.ts';
export type { PeriodicJob } from './periodic-job.ts';
export type { DeadLetter, JobReport, QueueReport } from './read-report.ts';
export type { SqlRunner } from './sql-runner.ts';
