/**
 * The same compiler inside this process, instantiated anew for each run: a tenth of a second for a small template, where
 * a process of its own takes half a second. For runs that compile hundreds of variants; the real build does not use it.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { rootDir } from './paths.mjs';

const require = createRequire(import.meta.url);
const { CircomRunner, bindings } = require('circom2');
const { WASIExitError } = require('circom2/vendor/wasi');

let compiler;

/**
 * @param {{ source: string, outDir: string, outputs: readonly string[] }} options outputs such as `--r1cs`
 * @returns {Promise<boolean>} false when the source does not compile
 */
export async function compileInProcess({ source, outDir, outputs }) {
  compiler ??= WebAssembly.compile(fs.readFileSync(require.resolve('circom2/circom.wasm')));
  const module = await compiler;
  let code = 0;
  // What the compiler prints is of no use here: its mutants are meant to be wrong.
  const isConsole = (descriptor) => descriptor === 1 || descriptor === 2;
  const quiet = {
    ...fs,
    writeSync: (descriptor, bytes, offset, length, ...rest) =>
      isConsole(descriptor) ? length : fs.writeSync(descriptor, bytes, offset, length, ...rest),
  };
  const relative = (file) => path.relative(rootDir, file);
  const runner = new CircomRunner({
    args: [relative(source), '--O1', ...outputs, '-o', relative(outDir)],
    env: {},
    preopens: { '.': rootDir },
    bindings: { ...bindings, fs: quiet },
  });
  try {
    runner.wasi.start(await WebAssembly.instantiate(module, runner.wasi.getImports(module)));
  } catch (error) {
    if (error instanceof WASIExitError) code = error.code;
    // A panic of the compiler is no mutant that compiles.
    else if (error instanceof WebAssembly.RuntimeError) code = 1;
    else throw error;
  }
  return code === 0;
}
