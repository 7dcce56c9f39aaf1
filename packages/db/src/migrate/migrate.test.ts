import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@postern/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';

describe('migrate', () => {
  let database: TestDatabase;
  let url: string;
  let dir: string;

  const write = async (name: string, sql: string): Promise<void> => {
    await mkdir(path.join(dir, name), { recursive: true });
    await writeFile(path.join(dir, name, 'migration.sql'), sql);
  };
  const query = async (sql: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return (await client.query(sql).finally(() => client.end())).rows;
  };

  beforeAll(async () => {
    database = await createTestDatabase({ schema: 'issuer' });
    url = database.url;
    await query('drop schema public cascade; create schema public');
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-migrate-'));
  });
  afterAll(async () => {
    await database.drop();
    await rm(dir, { recursive: true, force: true });
  });

  it('applies what is new, once, also when two start together', async () => {
    await write('20260101000000_one', 'create table one (id int primary key);');
    const both = await Promise.all([migrate({ url, dir }), migrate({ url, dir })]);
    expect(both.flat()).toEqual(['20260101000000_one']);
    await write('20260102000000_two', 'create table two (id int primary key);');
    expect(await migrate({ url, dir })).toEqual(['20260102000000_two']);
    expect(await migrate({ url, dir })).toEqual([]);
  });

  it('runs sessions in UTC whatever the server says', async () => {
    await write('20260103000000_zone', `create table zone as select current_setting('TimeZone') as name;`);
    await migrate({ url, dir });
    expect(await query('select name from zone')).toEqual([{ name: 'UTC' }]);
  });

  it('rolls a failing migration back whole and records nothing', async () => {
    await write('20260104000000_broken', 'create table half (id int); select no_such_function();');
    await expect(migrate({ url, dir })).rejects.toThrow();
    expect(await query(`select to_regclass('half') as found`)).toEqual([{ found: null }]);
    await rm(path.join(dir, '20260104000000_broken'), { recursive: true });
    expect(await migrate({ url, dir })).toEqual([]);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await write('20260101000000_one', 'create table one (id bigint primary key);');
    await expect(migrate({ url, dir })).rejects.toMatchObject({ code: 'ERR_MIGRATION_EDITED' });
    await write('20260101000000_one', 'create table one (id int primary key);');
  });

  it('refuses a migration that the database records as begun and not finished', async () => {
    const finish = (time: string) =>
      query(`update _prisma_migrations set finished_at = ${time} where migration_name = '20260102000000_two'`);
    await finish('null');
    await expect(migrate({ url, dir })).rejects.toMatchObject({ code: 'ERR_MIGRATION_FAILED_EARLIER' });
    await finish('now()');
    expect(await migrate({ url, dir })).toEqual([]);
  });

  it('refuses a database that is newer than the program', async () => {
    await rm(path.join(dir, '20260103000000_zone'), { recursive: true });
    await expect(migrate({ url, dir })).rejects.toMatchObject({ code: 'ERR_MIGRATION_UNKNOWN' });
  });
});
