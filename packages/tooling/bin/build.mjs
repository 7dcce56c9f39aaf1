#!/usr/bin/env node
// Builds what changed: Prisma clients, TypeScript projects, web pages.
import path from 'node:path';
import { buildWebApps } from '../lib/build-web-apps.mjs';
import { ROOT } from '../lib/repository-root.mjs';
import { runCommand } from '../lib/run-command.mjs';

// Sources run as they are with --dev: then only pages and clients are needed.
const pagesOnly = process.argv.includes('--pages');
const say = (text) => process.stdout.write(`build: ${text}\n`);

const steps = [
  {
    name: 'database clients',
    run: () =>
      runCommand({ args: [path.join(ROOT, 'packages/tooling/bin/db.mjs'), 'generate', '--if-stale'], quiet: true }),
  },
  {
    name: 'TypeScript',
    run: () => runCommand({ args: [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-b'], quiet: true }),
  },
];

for (const { name, run } of pagesOnly ? steps.slice(0, 1) : steps) {
  const { status, seconds } = await run();
  if (status !== 0) {
    say(`${name} failed`);
    process.exit(1);
  }
  if (seconds > 1) say(`${name} done in ${seconds.toFixed(1)} s`);
}
if (!(await buildWebApps({ say }))) process.exit(1);
