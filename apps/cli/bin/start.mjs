#!/usr/bin/env node
// `npm start`: works on a fresh clone, with nothing installed. Uses only what Node itself has.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NEEDED_GIB = 3;

const stop = (sentence) => {
  process.stderr.write(`postern: ${sentence}\n`);
  process.exit(1);
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Node ${process.versions.node} is too old: install Node 20.19 or newer from https://nodejs.org.`);
}

const isInstalled = () => {
  const stamp = path.join(ROOT, 'node_modules', '.postern-lock-hash');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex');
  return {
    fresh: existsSync(stamp) && readFileSync(stamp, 'utf8') === lock,
    // npm writes this file last: somebody ran npm themselves, on the lockfile as it is.
    byHand: existsSync(path.join(ROOT, 'node_modules', '.package-lock.json')) && !existsSync(stamp),
    remember: () => {
      mkdirSync(path.dirname(stamp), { recursive: true });
      writeFileSync(stamp, lock);
    },
  };
};

const run = (label, command, args, options = {}) => {
  process.stdout.write(`  ${label} …\n`);
  const start = Date.now();
  const done = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (done.status !== 0) stop(`${label} failed; the lines above say why.`);
  process.stdout.write(`  ${label}: ${((Date.now() - start) / 1000).toFixed(0)} s\n`);
};

const installation = isInstalled();
if (!installation.fresh) {
  if (!installation.byHand) {
    const { bavail, bsize } = statfsSync(ROOT);
    const free = (bavail * bsize) / 2 ** 30;
    if (free < NEEDED_GIB) stop(`Only ${free.toFixed(1)} GiB free; installing needs ${NEEDED_GIB} GiB.`);
    // npm is a script on Windows, which only a shell can run.
    run('installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      shell: process.platform === 'win32',
    });
  }
  installation.remember();
}
const args = process.argv.slice(2);
const build = [path.join(ROOT, 'packages/tooling/bin/build.mjs'), ...(args.includes('--dev') ? ['--pages'] : [])];
run('building', process.execPath, build);

// Own process: the launcher's signals must not depend on this script.
const launcher = spawn(process.execPath, [path.join(ROOT, 'apps/cli/bin/postern.mjs'), 'start', ...args], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // Ctrl-C reaches the launcher by itself; a signal sent to this process alone is handed on.
  process.on(signal, () => signal === 'SIGINT' || launcher.kill(signal));
}
launcher.once('exit', (code) => process.exit(code ?? 1));
