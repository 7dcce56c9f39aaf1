#!/usr/bin/env node
// Lines, statements, branches and functions of our contracts that the Solidity tests reach; fails under 100 %.
// Left out: libraries of others, the generated verifier (assembly, which forge does not count; test/integration holds
// it against real proofs with every kind of flipped bit), and tests themselves. Gas figures mean nothing here.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { formatCoverage, parseLcov } from './lib/parse-lcov.mjs';
import { runForge } from './lib/run-forge.mjs';

const folder = await mkdtemp(path.join(os.tmpdir(), 'postern-coverage-'));
const report = path.join(folder, 'lcov.info');
try {
  const { exitCode, output } = await runForge(
    [
      ...['coverage', '--color', 'never', '--report', 'lcov', '--report-file', report],
      ...['--no-match-contract', '^GasTest$'],
    ],
    // Which lines are reached does not depend on many runs; a cache of its own keeps the unoptimised code apart.
    {
      env: {
        FOUNDRY_FUZZ_RUNS: '16',
        FOUNDRY_INVARIANT_RUNS: '2',
        FOUNDRY_OUT: path.join(folder, 'out'),
        FOUNDRY_CACHE_PATH: path.join(folder, 'cache'),
        FOUNDRY_SNAPSHOTS: path.join(folder, 'snapshots'),
      },
    },
  );
  if (exitCode !== 0) {
    process.stderr.write(output.slice(-4000));
    process.exitCode = 1;
  } else {
    const files = parseLcov(await readFile(report, 'utf8')).filter(
      ({ file }) => file.startsWith('packages/contracts/src/') && !file.includes('/verifiers/'),
    );
    const { text, complete } = formatCoverage(files);
    process.stdout.write(text);
    process.exitCode = complete && files.length > 0 ? 0 : 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
