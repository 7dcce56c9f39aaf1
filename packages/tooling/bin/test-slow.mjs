#!/usr/bin/env node
// `npm run test:slow`: the suites that take minutes (`*.slow.test.ts`), which `npm test` leaves out.
import path from 'node:path';
import { ROOT } from '../lib/repository-root.mjs';
import { runCommand } from '../lib/run-command.mjs';

const args = [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'slow', ...process.argv.slice(2)];
const { status } = await runCommand({ args, env: { POSTERN_SLOW_TESTS: '1' } });
process.exit(status);
