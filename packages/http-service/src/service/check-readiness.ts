import { PosternError } from '@postern/primitives';
import type { RequestHandler } from 'express';
import type { Logger } from '../log/create-logger.ts';
import type { ReportingQueue } from '../metrics/add-job-gauges.ts';
import { RETRY_AFTER_SECONDS } from '../problem/send-problem.ts';

/** A dependency: rejects when it is not usable now. */
export type ReadinessCheck = () => Promise<unknown>;

export type CheckReadinessOptions = {
  checks: Readonly<Record<string, ReadinessCheck>>;
  logger: Logger;
  jobs?: ReportingQueue | undefined;
  timeoutMs?: number;
};

const withTimeout = async (check: ReadinessCheck, timeoutMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), timeoutMs);
  });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Undefined where there are no jobs, or the database that holds them does not answer: a check of its own tells that. */
const countDeadLetters = async (jobs: ReportingQueue | undefined, timeoutMs: number): Promise<number | undefined> => {
  let open: number | undefined;
  const read = async (): Promise<void> => {
    open = (await jobs?.report())?.deadLetters.open;
  };
  await withTimeout(read, timeoutMs).catch(() => undefined);
  return open;
};

/** Why a check failed, where the service has a word for it: code and facts, never the message of a foreign error. */
type Reason = { code: string; details: PosternError['details'] };

/**
 * `GET /readyz`: 200 when every dependency answers in time, else 503 with the names of those that do not, and why.
 * `deadLetters` counts work that failed for good: a service with some answers as before, but somebody has to look.
 */
export const checkReadiness = ({ checks, logger, jobs, timeoutMs = 3000 }: CheckReadinessOptions): RequestHandler => {
  return async (_request, response) => {
    const reasons: Record<string, Reason> = {};
    const asked = Promise.all(
      Object.entries(checks).map(async ([check, run]): Promise<[string, 'ok' | 'failed']> => {
        try {
          await withTimeout(run, timeoutMs);
          return [check, 'ok'];
        } catch (err) {
          if (err instanceof PosternError) reasons[check] = { code: err.code, details: err.details };
          logger.warn({ check, err }, 'dependency is not ready');
          return [check, 'failed'];
        }
      }),
    );
    const [entries, deadLetters] = await Promise.all([asked, countDeadLetters(jobs, timeoutMs)]);
    const ready = entries.every(([, state]) => state === 'ok');
    if (!ready) response.set('Retry-After', String(RETRY_AFTER_SECONDS));
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: ready ? 'ready' : 'unready',
        checks: Object.fromEntries(entries),
        ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
        ...(deadLetters === undefined ? {} : { deadLetters }),
      });
  };
};
