import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isOutage } from '../client/outage.ts';
import { withUtcSession } from '../client/with-utc-session.ts';
import type { SqlRunner } from './sql-runner.ts';

/** Runs the queue's statements on a pool of its own. */
export type PatientRunner = {
  /** Once {@link PatientRunner.wait} was called, waits for a database that is away; before, and after `close`, not. */
  patient: SqlRunner;
  /** Tells at once that the database is away. */
  plain: SqlRunner;
  wait: () => void;
  close: () => Promise<void>;
};

const RETRY_MS = 1000;
const CONNECT_TIMEOUT_MS = 5000;
const QUERY_TIMEOUT_MS = 15_000;

/**
 * pg-boss lets a rejection go unhandled when it cannot write that a job is done, and that ends the process. So a
 * statement of its own never fails for want of a database: it waits until there is one, or for ever once the queue is
 * closed.
 */
export const createPatientRunner = (options: {
  url: string;
  poolSize: number;
  /** Told of a connection that broke, and of each statement that begins to wait. */
  onError: (error: unknown) => void;
}): PatientRunner => {
  const { url, poolSize, onError } = options;
  const pool = new pg.Pool({
    connectionString: withUtcSession(url),
    application_name: 'postern-jobs',
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  pool.on('error', onError);
  let state: 'starting' | 'open' | 'closed' = 'starting';
  const plain: SqlRunner = { executeSql: (text, values) => pool.query(text, values) };
  const patient: SqlRunner = {
    executeSql: async (text, values) => {
      for (let tries = 0; ; tries += 1) {
        try {
          return await plain.executeSql(text, values);
        } catch (error) {
          if (state === 'starting' || !isOutage(error)) throw error;
          if (tries === 0) onError(error);
        }
        if (state === 'closed') return new Promise(() => undefined);
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    },
  };
  return {
    patient,
    plain,
    wait: () => {
      state = 'open';
    },
    close: async () => {
      state = 'closed';
      await pool.end();
    },
  };
};
