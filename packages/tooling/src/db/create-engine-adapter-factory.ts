import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const CHAR_OID = 18;
const TEXT_OID = 25;

/** adapter-pg 7.10 cannot read `"char"` columns, which the engine's catalogue queries return: call them text. */
class CatalogPool extends pg.Pool {
  // The signature of pg's overloads cannot be repeated here; only the result is touched.
  override async query(...args: unknown[]): Promise<never> {
    const result = (await super.query(...(args as [string]))) as { fields?: { dataTypeID: number }[] };
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    return result as never;
  }
}

const connect = async (connectionString: string): Promise<SqlDriverAdapter> => {
  const pool = new CatalogPool({ connectionString, max: 1 });
  // A pool counts as ended before its socket is closed, so dropping the shadow database can still reach the idle client.
  // Queries report their own errors; one of an idle client concerns nobody here.
  pool.on('error', () => undefined);
  const adapter = await new PrismaPg(pool).connect();
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    if (!pool.ended) await pool.end();
  };
  return adapter;
};

const runOnce = async (connectionString: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

/** Adapter factory for Prisma's schema engine, with a shadow database that is dropped after its pool is closed. */
export const createEngineAdapterFactory = (url: string): SqlMigrationAwareDriverAdapterFactory => ({
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  connect: () => connect(url),
  connectToShadowDb: async () => {
    const name = `shadow_${randomUUID().slice(0, 8)}`;
    await runOnce(url, `create database "${name}"`);
    const shadow = new URL(url);
    shadow.pathname = `/${name}`;
    const adapter = await connect(shadow.toString());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await runOnce(url, `drop database if exists "${name}" with (force)`);
    };
    return adapter;
  },
});
