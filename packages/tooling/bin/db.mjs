#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../src/db/run-db-command.ts', import.meta.url));
const args = ['-C', 'postern-source', '--import', 'tsx', '--no-warnings', script, ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1);
