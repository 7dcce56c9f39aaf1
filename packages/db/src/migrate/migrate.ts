import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { withUtcSession } from '../client/with-utc-session.ts';
import { DatabaseError } from '../error.ts';
import { listMigrations, type Migration } from './list-migrations.ts';

export type MigrateOptions = {
  url: string;
  /** A Prisma migrations folder, see {@link locateMigrations}. */
  dir: string;
};

/** The key that Prisma's own engine takes, so that either tool waits for the other. */
const ADVISORY_LOCK = 72_707_369;

const CREATE_TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

type AppliedRow = { migration_name: string; checksum: string; finished_at: Date | null };

const assertApplied = (row: AppliedRow, migration: Migration): void => {
  if (row.finished_at === null) {
    throw new DatabaseError(
      'ERR_MIGRATION_FAILED_EARLIER',
      `Migration ${row.migration_name} failed earlier: repair it.`,
    );
  }
  if (row.checksum !== migration.checksum) {
    throw new DatabaseError('ERR_MIGRATION_EDITED', `Migration ${row.migration_name} was edited after it was applied.`);
  }
};

const applyMigration = async (client: pg.Client, migration: Migration): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       values ($1, $2, now(), $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
};

/**
 * Brings a database to the newest schema, each migration in a transaction of its own, and records it in Prisma's
 * format: Prisma's engine then finds nothing pending and no drift. Needs no engine, so services call it at start;
 * several at once wait for each other.
 *
 * @returns the names applied now, oldest first.
 * @throws DatabaseError `ERR_MIGRATION_EDITED`, `ERR_MIGRATION_FAILED_EARLIER`, `ERR_MIGRATION_UNKNOWN` (the database
 * is newer than this program).
 */
export const migrate = async ({ url, dir }: MigrateOptions): Promise<string[]> => {
  const migrations = await listMigrations(dir);
  const client = new pg.Client({ connectionString: withUtcSession(url) });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(CREATE_TABLE);
    const { rows } = await client.query<AppliedRow>(
      'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
    );
    const known = new Set(migrations.map((migration) => migration.name));
    const newer = rows.find((row) => !known.has(row.migration_name));
    if (newer !== undefined) {
      throw new DatabaseError(
        'ERR_MIGRATION_UNKNOWN',
        `The database holds migration ${newer.migration_name}, unknown here.`,
      );
    }
    const applied: string[] = [];
    for (const migration of migrations) {
      const row = rows.find((candidate) => candidate.migration_name === migration.name);
      if (row === undefined) {
        await applyMigration(client, migration);
        applied.push(migration.name);
      } else assertApplied(row, migration);
    }
    return applied;
  } finally {
    // Ending the session frees the advisory lock as well.
    await client.end();
  }
};
