import pg from 'pg';
import { DatabaseError } from '../error.ts';

export type EnsureDatabaseOptions = { adminUrl: string; name: string; role: string };

/** Names go into statements that take no parameters: only what needs no quoting is let through. */
export const assertPlainIdentifier = (name: string): void => {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) {
    throw new DatabaseError('ERR_DATABASE_NAME', 'A database or role name is lower-case letters, digits, underscores.');
  }
};

/**
 * Makes a login role and a database owned by it, when absent. Nobody but the owner may connect to the database.
 *
 * @throws DatabaseError `ERR_DATABASE_NAME` for a name that would need quoting.
 */
export const ensureDatabase = async ({ adminUrl, name, role }: EnsureDatabaseOptions): Promise<void> => {
  assertPlainIdentifier(name);
  assertPlainIdentifier(role);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (roles.rowCount === 0) await client.query(`create role ${role} login`);
    const databases = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (databases.rowCount === 0) await client.query(`create database ${name} owner ${role}`);
    await client.query(`revoke all on database ${name} from public`);
  } finally {
    await client.end();
  }
};
