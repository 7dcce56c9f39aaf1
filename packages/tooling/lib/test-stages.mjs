import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './repository-root.mjs';
import { findSystemPostgres } from './system-postgres.mjs';

const bin = (...parts) => path.join(ROOT, ...parts);
const vitest = (file, ...args) => ({
  args: [
    bin('node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ],
});
/** A stage whose script may not exist in a partial checkout says why it did not run. */
const scriptStage = (name, script, ...args) => ({
  name,
  command: () => ({ args: [bin(script), ...args] }),
  missing: () => (existsSync(bin(script)) ? undefined : `${script} is not there`),
});

/**
 * The stages of `npm test`, in order. `command(reportFile)` says what to run; `missing()` says why an optional stage
 * cannot run on this machine; `vital` ends the run when it fails, because nothing after it would mean anything.
 */
export const TEST_STAGES = [
  { ...scriptStage('build', 'packages/tooling/bin/build.mjs'), vital: true },
  { name: 'lint', command: () => ({ args: [bin('node_modules/oxlint/bin/oxlint'), '--type-aware'] }) },
  { name: 'format', command: () => ({ args: [bin('node_modules/@biomejs/biome/bin/biome'), 'format', '.'] }) },
  ...['packages/contracts/tsconfig.test.json', 'e2e/tsconfig.json'].map((project) => ({
    name: `types of ${project.replace(/\/tsconfig.*$/, '')} tests`,
    command: () => ({ args: [bin('node_modules/typescript/bin/tsc'), '--noEmit', '-p', bin(project)] }),
  })),
  scriptStage('check', 'packages/tooling/bin/check.mjs'),
  { name: 'unused code', command: () => ({ args: [bin('node_modules/knip/bin/knip.js'), '--no-config-hints'] }) },
  { name: 'unit', command: (file) => vitest(file) },
  scriptStage('contracts', 'packages/contracts/bin/test.mjs'),
  scriptStage('contract coverage', 'packages/contracts/bin/coverage.mjs'),
  {
    name: 'repositories on another PostgreSQL',
    command: () => ({
      args: ['-C', 'postern-source', '--import', 'tsx', bin('packages/tooling/src/db/run-on-system-postgres.ts')],
    }),
    missing: () =>
      findSystemPostgres() === undefined ? 'no PostgreSQL server is installed on this system' : undefined,
    optional: true,
  },
  scriptStage('end to end', 'e2e/bin/run.mjs'),
];
