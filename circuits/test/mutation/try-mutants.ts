import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { compileInProcess } from '../../bin/lib/compile-in-process.mjs';
import { ALL_SUITES, TEMPLATE_SUITES } from '../attacks/all-suites.ts';
import type { AttackSuite } from '../attacks/attack-suite.ts';
import { toCircuitInputs } from '../attacks/attack-suite.ts';
import { HASH_SUITES } from '../attacks/hash-suites.ts';
import { PRESENTATION_SUITE } from '../attacks/presentation-suite.ts';
import { findFailure, readNamedSystem } from '../support/run-attacks.ts';
import { createWitnessCalculator, WitnessRefused } from '../support/witness-calculator.ts';
import { isGrave, listMutants, type Mutant } from './list-mutants.ts';

const circuitsDir = fileURLToPath(new URL('../..', import.meta.url));
const sourceDir = path.join(circuitsDir, 'src');

/**
 * - `killed`: a test of the attack suites goes red, and says which.
 * - `stillborn`: does not compile.
 * - `same`: compiles to the same constraints over the same wires, byte for byte: there is nothing to kill.
 * - `survived`: needs a test, or a proof that it is as good as the original.
 */
export type Verdict = { verdict: 'killed' | 'stillborn' | 'same' | 'survived'; by: string };

/** Every mutant of every source file, in a fixed order. */
export async function listAllMutants(): Promise<Mutant[]> {
  const files = (await readdir(sourceDir, { recursive: true })).filter((name) => name.endsWith('.circom')).toSorted();
  const lists = files.map(async (file) => listMutants(file, await readFile(path.join(sourceDir, file), 'utf8')));
  // The gravest operators first, and the whole circuit last, which takes longest: for runs that are interrupted.
  const rank = (mutant: Mutant) => (isGrave(mutant) ? 0 : 2) + (mutant.file === PRESENTATION_SUITE.file ? 1 : 0);
  return (await Promise.all(lists)).flat().toSorted((left, right) => rank(left) - rank(right));
}

export type MutationBench = { tryMutant(mutant: Mutant): Promise<Verdict>; close(): Promise<void> };

/** A copy of the sources to mutate, with what the originals compile to. */
export async function createMutationBench(options: { name: string }): Promise<MutationBench> {
  const directory = path.join(circuitsDir, 'build', 'mutants', options.name);
  await rm(directory, { recursive: true, force: true });
  await cp(sourceDir, path.join(directory, 'src'), { recursive: true });
  // Libraries lie further away from the copy.
  const moved = (source: string) => source.replace(/"(\.\.\/)+node_modules/g, (text) => `"../../../${text.slice(1)}`);
  for (const { file, source } of await listSources()) await writeFile(path.join(directory, 'src', file), moved(source));
  const originals = new Map<string, Promise<Uint8Array | undefined>>();

  return {
    tryMutant: async (mutant) => {
      const file = path.join(directory, 'src', mutant.file);
      const original = await readFile(file, 'utf8');
      // Compiled before the change, and once.
      const suites = suitesFor(mutant.file);
      for (const suite of suites) await originalOf(suite);
      await writeFile(file, moved(mutant.source));
      try {
        return mutant.id.includes('#hint#') ? await tryHint(suites) : await tryConstraints(suites);
      } finally {
        await writeFile(file, original);
      }
    },
    close: () => rm(directory, { recursive: true, force: true }),
  };

  async function tryConstraints(suites: readonly AttackSuite[]): Promise<Verdict> {
    let isSame = true;
    for (const suite of suites) {
      const compiled = await compile(suite);
      if (compiled === undefined) return { verdict: 'stillborn', by: suite.main };
      const original = await originalOf(suite);
      if (original !== undefined && haveSameConstraints(original, compiled.r1cs)) continue;
      isSame = false;
      const failure = await findFailure(suite, await readNamedSystem(compiled));
      if (failure !== undefined) return { verdict: 'killed', by: `${suite.main}: ${failure}` };
    }
    return isSame ? { verdict: 'same', by: '' } : { verdict: 'survived', by: '' };
  }

  /** Hints are not constraints: an honest witness, made by the false hint, must not pass. */
  async function tryHint(suites: readonly AttackSuite[]): Promise<Verdict> {
    for (const suite of suites) {
      const source = await writeMain(suite);
      const isCompiled = await compileInProcess({ source, outDir: directory, outputs: ['--wasm'] });
      if (!isCompiled) return { verdict: 'stillborn', by: suite.main };
      const calculator = await createWitnessCalculator(await readFile(path.join(directory, 'main_js', 'main.wasm')));
      for (const vector of await suite.vectors()) {
        if (vector.expect !== 'accepted') continue;
        try {
          calculator.calculate(toCircuitInputs(vector.signals));
        } catch (error) {
          if (!(error instanceof WitnessRefused)) throw error;
          return { verdict: 'killed', by: `${suite.main}: ${vector.name}: the witness is refused` };
        }
      }
    }
    return { verdict: 'survived', by: '' };
  }

  function originalOf(suite: AttackSuite): Promise<Uint8Array | undefined> {
    const known = originals.get(suite.main) ?? compile(suite).then((compiled) => compiled?.r1cs);
    originals.set(suite.main, known);
    return known;
  }

  async function compile(suite: AttackSuite): Promise<{ r1cs: Uint8Array; sym: string } | undefined> {
    const source = await writeMain(suite);
    const isCompiled = await compileInProcess({ source, outDir: directory, outputs: ['--r1cs', '--sym'] });
    if (!isCompiled) return undefined;
    return {
      r1cs: await readFile(path.join(directory, 'main.r1cs')),
      sym: await readFile(path.join(directory, 'main.sym'), 'utf8'),
    };
  }

  async function writeMain(suite: AttackSuite): Promise<string> {
    await mkdir(directory, { recursive: true });
    const source = path.join(directory, 'main.circom');
    const inputs = suite.publicInputs.join(', ');
    await writeFile(
      source,
      `pragma circom 2.2.0;\ninclude "./src/${suite.file}";\ncomponent main {public [${inputs}]} = ${suite.main};\n`,
    );
    return source;
  }
}

/** Both systems without their last section, which only says where wires are called what. */
function haveSameConstraints(left: Uint8Array, right: Uint8Array): boolean {
  const [one, other] = [splitSections(left), splitSections(right)];
  return one.length === other.length && one.every((section, index) => Buffer.compare(section, other[index]!) === 0);
}

const HEADER_SECTION = 1;
const CONSTRAINTS_SECTION = 2;
/** Of the header all but the number of labels: field, prime, wires, outputs, public and private inputs. */
const HEADER_BYTES = 52;

function splitSections(r1cs: Uint8Array): Uint8Array[] {
  const view = new DataView(r1cs.buffer, r1cs.byteOffset, r1cs.byteLength);
  const sections: Uint8Array[] = [];
  for (let at = 12; at < r1cs.length; ) {
    const [type, size] = [view.getUint32(at, true), Number(view.getBigUint64(at + 4, true))];
    if (type === HEADER_SECTION) sections.push(r1cs.subarray(at + 12, at + 12 + HEADER_BYTES));
    if (type === CONSTRAINTS_SECTION) sections.push(r1cs.subarray(at + 12, at + 12 + size));
    at += 12 + size;
  }
  return sections;
}

async function listSources(): Promise<{ file: string; source: string }[]> {
  const files = (await readdir(sourceDir, { recursive: true })).filter((name) => name.endsWith('.circom'));
  return Promise.all(files.map(async (file) => ({ file, source: await readFile(path.join(sourceDir, file), 'utf8') })));
}

/** Those of the template itself, then the whole circuit, which sees what a template alone cannot. */
function suitesFor(file: string): AttackSuite[] {
  const own = TEMPLATE_SUITES.filter((suite) => suite.file === file);
  const users = file === 'lib/domain-separators.circom' ? HASH_SUITES : own;
  return [...users, PRESENTATION_SUITE];
}

/** Files under test: a file without a suite would let its mutants live. */
export const SUITE_FILES: ReadonlySet<string> = new Set(ALL_SUITES.map((suite) => suite.file));
