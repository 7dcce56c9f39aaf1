/** Compiles a circom file with the WASM compiler from npm. */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { circuitName, circuitsDir, rootDir } from './paths.mjs';

const require = createRequire(import.meta.url);

export const COMPILER_FLAGS = ['--O2'];

/** @returns {string} package and compiler version, e.g. `circom2 0.2.23 (circom 2.2.3)` */
export function compilerVersion() {
  const packageVersion = require('circom2/package.json').version;
  const run = spawnSync(process.execPath, [require.resolve('circom2/cli.js'), '--version'], { encoding: 'utf8' });
  const version = /compiler (\d+\.\d+\.\d+)/.exec(run.stdout)?.[1] ?? 'unknown';
  return `circom2 ${packageVersion} (circom ${version})`;
}

/** The compiler resolves paths from its working directory and does not follow links out of it. */
function runCompiler(args) {
  return spawnSync(process.execPath, [require.resolve('circom2/cli.js'), ...args], { cwd: rootDir, encoding: 'utf8' });
}

const isCompiled = (run) => run.status === 0 && /Everything went okay/.test(run.stdout);

/**
 * @param {{ source?: string, outDir: string, name?: string, flags?: string[] }} options
 * @returns {Promise<{ r1cs: Uint8Array, wasm: Uint8Array, sym: string, constraints: number, r1csPath: string }>}
 */
export async function compileCircuit({
  source = path.join(circuitsDir, 'main', `${circuitName}.circom`),
  outDir,
  name = circuitName,
  flags = COMPILER_FLAGS,
}) {
  await mkdir(outDir, { recursive: true });
  const run = runCompiler([source, ...flags, '--r1cs', '--wasm', '--sym', '-o', outDir]);
  if (!isCompiled(run)) {
    throw new Error(`The circuit does not compile:\n${run.stdout}\n${run.stderr}`);
  }
  const count = (kind) => Number(new RegExp(`${kind}[^:]*: (\\d+)`).exec(run.stdout)?.[1]);
  const r1csPath = path.join(outDir, `${name}.r1cs`);
  return {
    r1cs: await readFile(r1csPath),
    wasm: await readFile(path.join(outDir, `${name}_js`, `${name}.wasm`)),
    sym: await readFile(path.join(outDir, `${name}.sym`), 'utf8'),
    constraints: count('non-linear constraints') + count('\\nlinear constraints'),
    r1csPath,
  };
}

/**
 * What the compiler's own inspection (`circom --inspect`) warns of: signals that no constraint holds, and the like.
 *
 * @param {{ source?: string, outDir: string }} options
 * @returns {Promise<{ code: string, template: string, text: string }[]>} `code` as the compiler numbers its warnings,
 *   `template` with its arguments left out
 */
export async function inspectCircuit({ source = path.join(circuitsDir, 'main', `${circuitName}.circom`), outDir }) {
  await mkdir(outDir, { recursive: true });
  const run = runCompiler([source, ...COMPILER_FLAGS, '--inspect', '--r1cs', '-o', outDir]);
  if (!isCompiled(run)) throw new Error(`The circuit does not compile:\n${run.stdout}\n${run.stderr}`);
  // eslint-disable-next-line no-control-regex -- the compiler colours its output
  const plain = `${run.stdout}\n${run.stderr}`.replace(/\u001B\[[\d;]*m/g, '');
  return [...plain.matchAll(/warning\[(\w+)\]: (.*)/g)].map(([, code, text]) => ({
    code,
    template: /template "(\w+)/.exec(text)?.[1] ?? '',
    text,
  }));
}
