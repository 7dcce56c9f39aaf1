import type { SqlRunner } from './sql-runner.ts';

/** How a queue stands; ages in seconds, null: none. */
export type QueueReport = {
  name: string;
  /** Due or waiting for its time, a retry included. */
  waiting: number;
  active: number;
  /** How long the oldest job that is due has waited. */
  overdueSeconds: number | null;
  /** Since the last that ended well. */
  sinceDoneSeconds: number | null;
};

/** A job that failed too often. */
export type DeadLetter = { job: string; key: string; at: Date; code: string };

export type JobReport = { queues: QueueReport[]; deadLetters: { count: number; newest: DeadLetter[] } };

const SHOWN = 20;

type QueueRow = { name: string; waiting: string; active: string; overdue: number | null; done: number | null };
type DeadRow = { data: { job?: unknown; key?: unknown } | null; output: { code?: unknown } | null; at: Date };

const QUEUES = (schema: string): string => `
  select name,
    count(*) filter (where state in ('created', 'retry')) as waiting,
    count(*) filter (where state = 'active') as active,
    extract(epoch from now() - min(start_after) filter (where state in ('created', 'retry') and start_after < now()))::float8
      as overdue,
    extract(epoch from now() - max(completed_on) filter (where state = 'completed'))::float8 as done
  from ${schema}.job where name = any($1) group by name order by name`;

/** Reads how the named queues stand, and what lies in the dead letters. */
export const readJobReport = async (options: {
  db: SqlRunner;
  schema: string;
  names: readonly string[];
  deadLetter: string;
}): Promise<JobReport> => {
  const { db, schema, names, deadLetter } = options;
  const queues = (await db.executeSql(QUEUES(schema), [[...names]])).rows as QueueRow[];
  const dead = await db.executeSql(
    `select data, output, created_on as at, count(*) over () as total from ${schema}.job
     where name = $1 and state = 'created' order by created_on desc limit ${SHOWN}`,
    [deadLetter],
  );
  const rows = dead.rows as (DeadRow & { total: string })[];
  return {
    queues: queues.map(({ name, waiting, active, overdue, done }) => ({
      name,
      waiting: Number(waiting),
      active: Number(active),
      overdueSeconds: overdue,
      sinceDoneSeconds: done,
    })),
    deadLetters: {
      count: Number(rows[0]?.total ?? 0),
      newest: rows.map(({ data, output, at }) => ({
        job: typeof data?.job === 'string' ? data.job : '',
        key: typeof data?.key === 'string' ? data.key : '',
        at,
        code: typeof output?.code === 'string' ? output.code : 'TIMEOUT',
      })),
    },
  };
};
