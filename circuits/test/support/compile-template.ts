import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { compileCircuit } from '../../bin/lib/compile-circuit.mjs';
import { createWitnessCalculator, removeAssertions, type WitnessCalculator } from './witness-calculator.ts';

const circuitsDir = fileURLToPath(new URL('../..', import.meta.url));
const cacheDir = path.join(circuitsDir, 'build', 'test');

export type CompiledTemplate = WitnessCalculator & {
  /** The same calculator without its assertions: makes a witness for any input, as an attacker's would. */
  unchecked: WitnessCalculator;
  constraints: number;
  r1cs: Uint8Array;
  /** Lines `label,wire,component,name`. */
  sym: string;
};

/**
 * Compiles one template (or the real main), cached under `circuits/build/test` by the hash of all sources.
 *
 * @param options.main e.g. `RangePredicate()`; the whole circuit when left out
 * @param options.include file of the template under `circuits/src`
 * @param options.flags of the compiler, those of the real build when left out
 */
export async function compileTemplate(options: {
  main?: string;
  include?: string;
  publicInputs?: string[];
  flags?: string[];
}): Promise<CompiledTemplate> {
  const { main = 'KycPresentation()', include = 'kyc-presentation.circom', publicInputs = [], flags } = options;
  const key = createHash('sha256').update(JSON.stringify([main, include, publicInputs, flags, await hashSources()]));
  const directory = path.join(cacheDir, key.digest('hex').slice(0, 16));
  if (!existsSync(directory)) await compileInto(directory, { main, include, publicInputs, flags });

  const [r1cs, wasm, sym, constraints] = await Promise.all([
    readFile(path.join(directory, 'main.r1cs')),
    readFile(path.join(directory, 'main_js', 'main.wasm')),
    readFile(path.join(directory, 'main.sym'), 'utf8'),
    readFile(path.join(directory, 'constraints'), 'utf8'),
  ]);
  return {
    ...(await createWitnessCalculator(wasm)),
    unchecked: await createWitnessCalculator(removeAssertions(wasm)),
    constraints: Number(constraints),
    r1cs,
    sym,
  };
}

async function compileInto(
  directory: string,
  options: { main: string; include: string; publicInputs: string[]; flags: string[] | undefined },
): Promise<void> {
  const unfinished = `${directory}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const isPublic = options.publicInputs.length === 0 ? '' : `{public [${options.publicInputs.join(', ')}]} `;
  const source = path.join(unfinished, 'main.circom');
  const included = path.relative(unfinished, path.join(circuitsDir, 'src', options.include));
  await writeFile(
    source,
    `pragma circom 2.2.0;\ninclude "${included}";\ncomponent main ${isPublic}= ${options.main};\n`,
  );
  const { constraints } = await compileCircuit({
    source,
    outDir: unfinished,
    name: 'main',
    ...(options.flags === undefined ? {} : { flags: options.flags }),
  });
  await writeFile(path.join(unfinished, 'constraints'), String(constraints));
  // Test files compile at the same time; whoever comes second finds the same result in place and drops its own.
  await rename(unfinished, directory).catch(async (error: unknown) => {
    if (!existsSync(directory)) throw error;
    await rm(unfinished, { recursive: true });
  });
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await listCircom(path.join(circuitsDir, 'src'))) {
    hash.update(name).update(await readFile(path.join(circuitsDir, 'src', name)));
  }
  return hash.digest('hex');
}

async function listCircom(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true });
  return entries.filter((entry) => entry.endsWith('.circom')).toSorted();
}
