import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const HOURS = 3_600_000;

/** Runs a script of this package to its end. */
function run(script: string, env: Record<string, string> = {}) {
  const file = fileURLToPath(new URL(`../bin/${script}`, import.meta.url));
  return spawnSync(process.execPath, [file], { encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 2 ** 28 });
}

test('Solidity stands 10,000 fuzz runs and 256 sequences of 256 calls', { timeout: 3 * HOURS }, () => {
  const { status, stdout } = run('test.mjs', { FOUNDRY_PROFILE: 'slow' });
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/ passed, 0 failed$/);
  expect(status).toBe(0);
});

test('Solidity tests reach every line, function and branch', { timeout: HOURS }, () => {
  const { status, stdout } = run('coverage.mjs');
  expect(stdout).not.toContain('not reached');
  expect(status).toBe(0);
});
