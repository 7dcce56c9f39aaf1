import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbeddedPostgres } from '@postern/db/embedded';
import { findSystemPostgres } from '../../lib/system-postgres.mjs';

/** Runs the database suites on the PostgreSQL server that this system has, in a folder of its own. */
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const binaries = findSystemPostgres();
if (binaries === undefined) throw new Error('no PostgreSQL server is installed on this system');
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'postern-system-pg-'));
const server = await openEmbeddedPostgres({ dataDir, durable: false, binaries });
process.stdout.write(`using ${binaries.postgres}\n`);
const report = process.env.POSTERN_TEST_REPORT;
const args = [
  path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  'packages/db',
  '--reporter=default',
  ...(report === undefined ? [] : ['--reporter=json', `--outputFile.json=${report}`]),
];
const env = { ...process.env, ISSUER_TEST_DATABASE_URL: server.adminUrl, VERIFIER_TEST_DATABASE_URL: server.adminUrl };
const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
const code = await new Promise<number>((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
await server.stop();
await rm(dataDir, { recursive: true, force: true });
process.exit(code);
