/**
 * Work that comes again and again. At any time one process of all runs it for a key; it may still be cut off anywhere
 * and be run again, so it writes its effect and what keeps it from happening twice in one transaction.
 */
export type PeriodicJob = {
  name: string;
  /** From the end of one run to the next. */
  everyMs: number;
  /** Longest run; one that lasts longer counts as dead and is done again. Default 60. */
  expireSeconds?: number;
  /** What it is run for, each by itself: one that fails holds up no other. Once, with the empty key, when left out. */
  listKeys?: () => Promise<readonly string[]>;
  run: (key: string) => Promise<unknown>;
};

const DEFAULT_EXPIRE_SECONDS = 60;
/** A job that fails for about this long goes to the dead letters, where somebody sees it; the next minute begins anew. */
const PATIENCE_MS = 60_000;
const MIN_RETRIES = 3;

export type PeriodicQueueOptions = {
  policy: 'stately';
  expireInSeconds: number;
  retryLimit: number;
  retryDelay: number;
  deadLetter: string;
};

/** How pg-boss keeps a periodic job: `stately` allows one waiting, one retried and one running job of a key. */
export const planQueue = (job: PeriodicJob, deadLetter: string): PeriodicQueueOptions => ({
  policy: 'stately',
  expireInSeconds: job.expireSeconds ?? DEFAULT_EXPIRE_SECONDS,
  retryLimit: Math.max(MIN_RETRIES, Math.min(60, Math.floor(PATIENCE_MS / Math.max(job.everyMs, 1000)))),
  retryDelay: Math.max(1, Math.min(60, Math.ceil(job.everyMs / 1000))),
  deadLetter,
});
