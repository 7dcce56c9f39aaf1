import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canConnect } from './can-connect.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './open-embedded-postgres.ts';
import { findPostmasterPid, waitUntilNoPostmaster } from './postmaster-process.ts';

describe('openEmbeddedPostgres', () => {
  let dataDir: string;
  let open: EmbeddedPostgres[];

  const start = async (exclusive = false): Promise<EmbeddedPostgres> => {
    const server = await openEmbeddedPostgres({ dataDir, durable: false, exclusive });
    open.push(server);
    return server;
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'postern-embedded-'));
    open = [];
  });
  afterEach(async () => {
    for (const server of open.reverse()) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('keeps data over a restart and gives each role its own database', async () => {
    const first = await start();
    const url = await first.ensureDatabase('bank', 'bank_role');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table kept as select 7 as value');
    await client.end();
    await first.stop();
    expect(await canConnect(url)).toBe(false);

    const second = await start();
    expect(second.owned).toBe(true);
    const again = new pg.Client({ connectionString: await second.ensureDatabase('bank', 'bank_role') });
    await again.connect();
    const { rows } = await again.query(
      `select value, current_setting('TimeZone') as zone, current_user as who from kept`,
    );
    await again.end();
    expect(rows).toEqual([{ value: 7, zone: 'UTC', who: 'bank_role' }]);

    await second.ensureDatabase('shop', 'shop_role');
    expect(await canConnect(url.replace('bank_role@', 'shop_role@'))).toBe(false);
  });

  it('shares a running server, and leaves it to its owner', async () => {
    const owner = await start();
    const guest = await start();
    expect(guest.owned).toBe(false);
    await guest.stop();
    expect(await canConnect(owner.adminUrl)).toBe(true);
  });

  it('takes the folder over from an orphan when it is opened exclusively', async () => {
    await start();
    const orphan = findPostmasterPid(dataDir);
    const owner = await start(true);
    expect(owner.owned).toBe(true);
    expect(findPostmasterPid(dataDir)).not.toBe(orphan);
    expect(await canConnect(owner.adminUrl)).toBe(true);
  });

  it('refuses names that would need quoting', async () => {
    const server = await start();
    await expect(server.ensureDatabase('a"; drop role x', 'r')).rejects.toMatchObject({ code: 'ERR_DATABASE_NAME' });
  });

  it.runIf(process.platform === 'linux')('leaves no server behind when its process is killed', async () => {
    const entry = fileURLToPath(new URL('./index.ts', import.meta.url));
    const code = `import { openEmbeddedPostgres } from ${JSON.stringify(entry)};
      await openEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
      process.stdout.write('up'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, [
      '-C',
      'postern-source',
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      code,
    ]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(findPostmasterPid(dataDir)).toBeDefined();
    child.kill('SIGKILL');
    expect(await waitUntilNoPostmaster(dataDir, 10_000)).toBe(true);
  });
});
