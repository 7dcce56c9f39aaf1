import type { Logger } from './create-logger.ts';

/** What a job queue tells of one run: `failed` is tried again, `dead` is not, `error` is the queue's own. */
export type JobOutcome = { type: 'done' | 'failed' | 'dead' | 'error'; job: string; error?: unknown };

/** A failure that will be tried again is a warning; one that will not, or the queue's own, is an error. */
export const logJobEvent = (logger: Logger, { type, job, error }: JobOutcome): void => {
  if (type === 'done') return;
  if (type === 'failed') logger.warn({ job, err: error }, 'job failed, will try again');
  else logger.error({ job, event: type, err: error }, type === 'dead' ? 'job failed too often' : 'job queue failed');
};
