import { setTimeout as sleep } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { tellOutage } from '../client/outage.ts';
import { createPatientRunner } from './patient-runner.ts';
import { type PeriodicJob, planQueue } from './periodic-job.ts';
import { type JobReport, readJobReport } from './read-report.ts';
import type { SqlRunner } from './sql-runner.ts';

/** `failed`: a run that will be tried again. `dead`: the last try failed. `error`: the queue's own trouble. */
export type JobEvent = { type: 'done' | 'failed' | 'dead' | 'error'; job: string; error?: unknown };

/** Work that is sent once. Its data holds ids, never personal data. */
export type OneOffJob = {
  name: string;
  /** Names the effect; the handler stores it in the transaction of the effect and does nothing when it is there. */
  key: string;
  data?: Readonly<Record<string, string | number>>;
  startAfterSeconds?: number;
};

export type OneOffHandler = {
  name: string;
  expireSeconds?: number;
  retryLimit?: number;
  run: (job: { key: string; data: Readonly<Record<string, string | number>> }) => Promise<unknown>;
};

export type CreateJobQueueOptions = {
  /** Of the service's database; the queue has a schema of its own in it. */
  url: string;
  jobs: readonly PeriodicJob[];
  handlers?: readonly OneOffHandler[];
  onEvent: (event: JobEvent) => void;
  /** False: this process sends and reports, others work. Default true. */
  work?: boolean;
  /**
   * Shorter in tests. How often the queue looks for jobs whose worker died: they are found within twice this, because of
   * several processes one looks, and leaves it out when the last look is not quite that old. Default 5.
   */
  maintenanceSeconds?: number;
};

export type JobQueue = {
  /** In the given transaction, or by itself; a job whose key waits already is not sent twice. */
  send(job: OneOffJob, options?: { db: SqlRunner }): Promise<void>;
  report(): Promise<JobReport>;
  /** Waits for what runs, ten seconds at most. */
  stop(): Promise<void>;
};

const SCHEMA = 'jobs';
const DEAD_LETTERS = 'dead-letters';
/** Cron job that begins every periodic job anew that is not waiting, running or being retried. */
const SEED = 'seed';
const EVERY_MINUTE = '* * * * *';
const BATCH = 50;
const STOP_TIMEOUT_MS = 10_000;
const POOL_SIZE = 4;
const MAINTENANCE_SECONDS = 5;
/** Within this the queue has found that a worker died, once the time of its job is over. */
export const DEATH_FOUND_SECONDS = 2 * MAINTENANCE_SECONDS;
/** Shortest that pg-boss takes. */
const MIN_POLL_SECONDS = 0.5;
const MAX_POLL_SECONDS = 5;

/**
 * Opens the job queue of a service: pg-boss in the schema `jobs`. Of all processes on one database exactly one runs a
 * periodic job for a key; when it dies another does it again.
 */
export const createJobQueue = async (options: CreateJobQueueOptions): Promise<JobQueue> => {
  const { url, jobs, handlers = [], onEvent, work: works = true, maintenanceSeconds = MAINTENANCE_SECONDS } = options;
  const onError = (error: unknown): void => onEvent({ type: 'error', job: 'queue', error });
  const runner = createPatientRunner({ url, poolSize: POOL_SIZE, onError });
  const boss = new PgBoss({
    db: runner.patient,
    schema: SCHEMA,
    maintenanceIntervalSeconds: maintenanceSeconds,
    archiveCompletedAfterSeconds: 600,
    deleteAfterHours: 1,
    cronMonitorIntervalSeconds: 20,
    cronWorkerIntervalSeconds: 5,
    supervise: works,
    schedule: works,
  });
  boss.on('error', onError);
  await boss.start().catch(async (error: unknown) => {
    await runner.close();
    throw error;
  });
  runner.wait();
  await boss.createQueue(DEAD_LETTERS, { name: DEAD_LETTERS, retentionDays: 7 });

  const seed = async (): Promise<void> => {
    for (const job of jobs) {
      const keys = (await job.listKeys?.()) ?? [''];
      const kept = await listKeptKeys(runner.patient, job.name);
      for (const key of keys) if (!kept.has(key)) await sendNext(job, key, 0);
    }
  };
  const sendNext = (job: PeriodicJob, key: string, startAfter: number): Promise<unknown> =>
    boss.send(job.name, { job: job.name, key }, { singletonKey: key, startAfter });

  if (works) await beginWork();
  const names = [...jobs, ...handlers].map(({ name }) => name);
  return {
    send: async ({ name, key, data = {}, startAfterSeconds = 0 }, given) => {
      const sent = { job: name, key, data };
      await tellOutage(() =>
        boss.send(name, sent, { singletonKey: key, startAfter: startAfterSeconds, db: runner.plain, ...given }),
      );
    },
    report: () =>
      tellOutage(() => readJobReport({ db: runner.plain, schema: SCHEMA, names, deadLetter: DEAD_LETTERS })),
    stop: async () => {
      const stopped = boss.stop({ graceful: true, wait: true, timeout: STOP_TIMEOUT_MS });
      // Without a database nothing can be written down any more: what ran is done again.
      await Promise.race([stopped, sleep(STOP_TIMEOUT_MS + 1000, undefined, { ref: false })]);
      await runner.close();
    },
  };

  async function beginWork(): Promise<void> {
    for (const job of jobs) {
      await ensureQueue(boss, { ...planQueue(job, DEAD_LETTERS), name: job.name });
      const pollingIntervalSeconds = Math.min(MAX_POLL_SECONDS, Math.max(MIN_POLL_SECONDS, job.everyMs / 1000));
      await work({ name: job.name, pollingIntervalSeconds }, async ({ key }) => {
        await job.run(key);
        await sendNext(job, key, job.everyMs / 1000);
      });
    }
    for (const { name, expireSeconds = 60, retryLimit = 8, run } of handlers) {
      const retry = { retryLimit, retryDelay: 1, retryBackoff: true, expireInSeconds: expireSeconds };
      await ensureQueue(boss, { ...retry, name, policy: 'stately', deadLetter: DEAD_LETTERS });
      await work({ name, pollingIntervalSeconds: MIN_POLL_SECONDS }, ({ key, data }) => run({ key, data }));
    }
    if (jobs.length > 0) {
      await ensureQueue(boss, { name: SEED, policy: 'short', retryLimit: 0, expireInSeconds: 60 });
      await work({ name: SEED, pollingIntervalSeconds: MAX_POLL_SECONDS }, seed);
      await boss.schedule(SEED, EVERY_MINUTE);
      await seed();
    }
  }

  type Sent = { job: string; key: string; data: Readonly<Record<string, string | number>> };

  /** Each job of a batch by itself: one that fails takes no other with it. */
  async function work(
    { name, pollingIntervalSeconds }: { name: string; pollingIntervalSeconds: number },
    run: (sent: Sent) => Promise<unknown>,
  ): Promise<void> {
    const settings = { batchSize: BATCH, pollingIntervalSeconds, includeMetadata: true } as const;
    await boss.work<Sent>(name, settings, async (batch) => {
      await Promise.all(
        batch.map(async ({ id, data, retryCount, retryLimit }) => {
          try {
            await run(data);
            onEvent({ type: 'done', job: name });
          } catch (error) {
            onEvent({ type: retryCount >= retryLimit ? 'dead' : 'failed', job: name, error });
            await boss.fail(name, id, describeFailure(error));
          }
        }),
      );
    });
  }
};

/** Keys of the jobs that wait, run or are being retried. */
const listKeptKeys = async (db: SqlRunner, name: string): Promise<ReadonlySet<string>> => {
  const { rows } = await db.executeSql(
    `select singleton_key as key from ${SCHEMA}.job where name = $1 and state < 'completed'`,
    [name],
  );
  return new Set((rows as { key: string | null }[]).map(({ key }) => key ?? ''));
};

/** Made at the first start; a later release may change how it is kept. */
const ensureQueue = async (boss: PgBoss, queue: PgBoss.Queue): Promise<void> => {
  await boss.createQueue(queue.name, queue);
  await boss.updateQueue(queue.name, queue);
};

/** What a dead letter says: a code, never a message, which may repeat values. */
const describeFailure = (error: unknown): { code: string } => {
  if (!(error instanceof Error)) return { code: 'UNKNOWN' };
  return { code: 'code' in error && typeof error.code === 'string' ? error.code : error.name };
};
