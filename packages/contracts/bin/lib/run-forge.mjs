import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const packageFolder = fileURLToPath(new URL('../..', import.meta.url));
export const repositoryFolder = path.resolve(packageFolder, '../..');

const CONFIG = 'packages/contracts/foundry.toml';
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };

/** Path of the forge binary inside the npm package of this platform; needs no install script. */
function findForge() {
  const platform = `${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  const name = process.platform === 'win32' ? 'forge.exe' : 'forge';
  try {
    const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/forge-${platform}/package.json`);
    return path.join(path.dirname(manifest), 'bin', name);
  } catch {
    throw new Error(`forge for ${platform} is not installed: run npm ci with optional dependencies.`);
  }
}

/**
 * Runs forge on this package. Resolves with its exit code and, unless `stdio` is 'inherit', with what it printed.
 * `env` adds variables, for instance FOUNDRY_PROFILE; `root` is a copy of the repository; `timeoutMs` ends it.
 */
export function runForge(arguments_, options = {}) {
  const child = spawn(findForge(), arguments_, {
    cwd: options.root ?? repositoryFolder,
    env: { ...process.env, FOUNDRY_CONFIG: path.join(options.root ?? repositoryFolder, CONFIG), ...options.env },
    timeout: options.timeoutMs,
    killSignal: 'SIGKILL',
    stdio: options.stdio ?? ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output }));
  });
}
