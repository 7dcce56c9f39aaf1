import { createHash, randomUUID } from 'node:crypto';
import { type DatabaseName, listMigrations, locateMigrations, migrate, withUtcSession } from '@postern/db';
import type { EmbeddedPostgres } from '@postern/db/embedded';
import pg from 'pg';
import { openTestServer } from './database/database-broker.ts';

export type CreateTestDatabaseOptions = { schema: DatabaseName };

export type TestDatabase = {
  /** URL of an empty, migrated database of your own. */
  url: string;
  /** Removes it; close your clients first (open sessions are cut). */
  drop: () => Promise<void>;
};

const TEMPLATE_LOCK = 72_707_370;
let ownServer: Promise<EmbeddedPostgres> | undefined;

/** Another real server by `ISSUER_TEST_DATABASE_URL` / `VERIFIER_TEST_DATABASE_URL`, else the run's embedded one. */
const findAdminUrl = async (schema: DatabaseName): Promise<string> => {
  const given = process.env[`${schema.toUpperCase()}_TEST_DATABASE_URL`];
  if (given !== undefined && given !== '') return withUtcSession(given);
  const broker = process.env.POSTERN_TEST_DATABASE_BROKER;
  if (broker !== undefined) {
    const response = await fetch(broker);
    if (!response.ok) throw new Error(`The test database did not start: ${await response.text()}`);
    return response.text();
  }
  ownServer ??= openTestServer();
  return (await ownServer).adminUrl;
};

const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
};

/** Migrates a template once for each state of the migrations; test processes that come at the same time wait. */
const ensureTemplate = async (admin: pg.Client, adminUrl: string, schema: DatabaseName): Promise<string> => {
  const dir = locateMigrations(schema);
  const hash = createHash('sha256');
  for (const migration of await listMigrations(dir)) hash.update(migration.name).update(migration.checksum);
  const template = `postern_template_${schema}_${hash.digest('hex').slice(0, 12)}`;
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const found = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (found.rowCount === 0) {
      const draft = `postern_draft_${randomUUID().replaceAll('-', '')}`;
      await admin.query(`create database ${draft}`);
      await migrate({ url: withDatabase(adminUrl, draft), dir });
      // Only a whole template gets the name that others look for.
      await admin.query(`alter database ${draft} rename to ${template}`);
    }
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
};

/** Makes a migrated database for one test file, copied from a template (tens of milliseconds). */
export const createTestDatabase = async ({ schema }: CreateTestDatabaseOptions): Promise<TestDatabase> => {
  const adminUrl = await findAdminUrl(schema);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const name = `postern_test_${schema}_${randomUUID().slice(0, 8)}`;
  try {
    const template = await ensureTemplate(admin, adminUrl, schema);
    const { rows } = await admin.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const strategy = (rows[0]?.version ?? 0) >= 150_000 ? ' strategy file_copy' : '';
    await admin.query(`create database ${name} template ${template}${strategy}`);
  } finally {
    await admin.end();
  }
  return {
    url: withDatabase(adminUrl, name),
    drop: async () => {
      const client = new pg.Client({ connectionString: adminUrl });
      await client.connect();
      await client.query(`drop database if exists ${name} with (force)`).finally(() => client.end());
    },
  };
};
