#!/usr/bin/env node
// The `postern` command: the build when there is one, else (or with --dev) the sources.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/main.js', import.meta.url);
if (existsSync(built) && !process.argv.includes('--dev')) await import(built.href);
else {
  const source = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const args = ['-C', 'postern-source', '--import', 'tsx', source, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; a signal sent to this process alone is handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal === 'SIGINT' || child.kill(signal));
  }
  child.once('exit', (code) => process.exit(code ?? 1));
}
