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
export type DeadLetter = {
  job: string;
  key: string;
  at: Date;
  code: string;
  /** The same work, begun anew, ended well since. */
  settled: boolean;
};

export type JobReport = {
  queues: QueueReport[];
  /** Kept for a week. `open`: pieces of work that are not settled, however often they failed. */
  deadLetters: { open: number; newest: DeadLetter[] };
};

const SHOWN = 20;

type QueueRow = { name: string; waiting: string; active: string; overdue: number | null; done: number | null };
type DeadRow = {
  job: string | null;
  key: string | null;
  output: { code?: unknown } | null;
  at: Date;
  settled: boolean;
  open: string;
};

const QUEUES = (schema: string): string => `
  select name,
    count(*) filter (where state in ('created', 'retry')) as waiting,
    count(*) filter (where state = 'active') as active,
    extract(epoch from now() - min(start_after) filter (where state in ('created', 'retry') and start_after < now()))::float8
      as overdue,
    extract(epoch from now() - max(completed_on) filter (where state = 'completed'))::float8 as done
  from ${schema}.job where name = any($1) group by name order by name`;

/** A periodic job ends well every minute or oftener, and that is kept for longer. */
const DEAD = (schema: string): string => `
  with dead as (
    select d.data->>'job' as job, d.data->>'key' as key, d.output, d.created_on as at, exists (
      select 1 from ${schema}.job later
      where later.name = d.data->>'job' and coalesce(later.singleton_key, '') = coalesce(d.data->>'key', '')
        and later.state = 'completed' and later.completed_on > d.created_on
    ) as settled
    from ${schema}.job d where d.name = $1 and d.state = 'created'
  )
  select *, (select count(distinct (job, key)) from dead where not settled) as open
  from dead order by settled, at desc limit ${SHOWN}`;

/** Reads how the named queues stand, and what lies in the dead letters. */
export const readJobReport = async (options: {
  db: SqlRunner;
  schema: string;
  names: readonly string[];
  deadLetter: string;
}): Promise<JobReport> => {
  const { db, schema, names, deadLetter } = options;
  const queues = (await db.executeSql(QUEUES(schema), [[...names]])).rows as QueueRow[];
  const rows = (await db.executeSql(DEAD(schema), [deadLetter])).rows as DeadRow[];
  return {
    queues: queues.map(({ name, waiting, active, overdue, done }) => ({
      name,
      waiting: Number(waiting),
      active: Number(active),
      overdueSeconds: overdue,
      sinceDoneSeconds: done,
    })),
    deadLetters: {
      open: Number(rows[0]?.open ?? 0),
      newest: rows.map(({ job, key, output, at, settled }) => ({
        job: job ?? '',
        key: key ?? '',
        at,
        code: typeof output?.code === 'string' ? output.code : 'TIMEOUT',
        settled,
      })),
    },
  };
};
