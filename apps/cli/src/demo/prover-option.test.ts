import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY } from '../start/launcher-paths.ts';

it('takes a prover that there is, and starts nothing for another one', () => {
  const run = (...args: string[]) =>
    spawnSync(
      process.execPath,
      ['-C', 'postern-source', '--import', 'tsx', path.join(REPOSITORY, 'apps/cli/src/main.ts'), 'demo', ...args],
      { cwd: REPOSITORY, encoding: 'utf8' },
    );
  const refused = run('--prover', 'other');
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  for (const prover of ['fast', 'snarkjs']) expect(run('--prover', prover, '--help').status).toBe(0);
}, 60_000);
