#!/usr/bin/env node
// `npm run test:hsm`: the PKCS#11 adapters against SoftHSM2, on a token of this run. Needs the system's SoftHSM2 and the
// package pkcs11js (`npm install --no-save pkcs11js@2.1.7`); says so in one line when one of them is not there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../lib/repository-root.mjs';
import { runCommand } from '../lib/run-command.mjs';

const LIBRARIES = [
  process.env.POSTERN_HSM_LIBRARY,
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];
const library = LIBRARIES.find((file) => file !== undefined && existsSync(file));
const missing =
  library === undefined || spawnSync('softhsm2-util', ['--version']).error !== undefined
    ? 'SoftHSM2 is not installed'
    : existsSync(path.join(ROOT, 'node_modules/pkcs11js'))
      ? undefined
      : 'the package pkcs11js is not installed';
if (missing !== undefined) {
  process.stdout.write(`test:hsm did not run: ${missing}\n`);
  process.exit(0);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'postern-hsm-'));
mkdirSync(path.join(folder, 'tokens'));
const config = path.join(folder, 'softhsm2.conf');
writeFileSync(config, `directories.tokendir = ${path.join(folder, 'tokens')}\nobjectstore.backend = file\n`);
const [token, pin] = ['postern-test', '271828'];
try {
  const made = spawnSync(
    'softhsm2-util',
    ['--init-token', '--free', '--label', token, '--pin', pin, '--so-pin', '314159'],
    { env: { ...process.env, SOFTHSM2_CONF: config }, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const { status } = await runCommand({
    args: [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'hsm'],
    env: {
      POSTERN_HSM_TESTS: '1',
      SOFTHSM2_CONF: config,
      POSTERN_HSM_LIBRARY: library,
      POSTERN_HSM_TOKEN: token,
      POSTERN_HSM_PIN: pin,
    },
  });
  process.exitCode = status;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
