import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as snarkjs from 'snarkjs';

import { compileCircuit } from '../bin/lib/compile-circuit.mjs';
import { hashFile } from './index.mjs';

/** Not in the types of snarkjs. */
const { curves } = snarkjs as unknown as { curves: { getCurveFromName(name: string): Promise<object> } };

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** A circuit with as many public signals as the real one and a handful of constraints. */
function source(factor: number): string {
  return `pragma circom 2.2.0;
template Tiny() {
    signal input secret;
${NAMES.map((name) => `    signal input ${name};`).join('\n')}
    signal square <== secret * secret;
    ${factor} * square === a + b;
    signal product <== square * c;
    product === d * e + f + g + h;
}
component main {public [${NAMES.join(', ')}]} = Tiny();
`;
}

export type TinyCircuit = { r1cs: string; base: { circuit: string; files: { r1cs: { sha256: string } } } };

/** Compiles it under `folder`, which lies inside the repository: the compiler reads nothing outside. */
export async function makeTinyCircuit(options: { folder: string; factor: number }): Promise<TinyCircuit> {
  const { folder, factor } = options;
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `tiny${factor}.circom`);
  await writeFile(file, source(factor));
  const { r1csPath: r1cs } = await compileCircuit({ source: file, outDir: folder, name: `tiny${factor}` });
  const entry = { bytes: 1, sha256: (await hashFile(r1cs)).sha256 };
  const base = {
    circuit: 'kyc-presentation/1',
    constraints: 3,
    publicSignals: NAMES,
    sourceSha256: '',
    compiler: { version: '', flags: [] },
    files: { r1cs: entry, wasm: { bytes: 1, sha256: '' } },
  };
  return { r1cs, base };
}

/** Powers of tau for 2^5 rows from a beacon of one repeated byte. */
export async function makeTinyPowersOfTau(options: { folder: string; byte: string }): Promise<string> {
  const { folder, byte } = options;
  const name = (step: string) => path.join(folder, `powers-${byte}.${step}`);
  const curve = await curves.getCurveFromName('bn128');
  await snarkjs.powersOfTau.newAccumulator(curve, 5, name('new'));
  await snarkjs.powersOfTau.beacon(name('new'), name('beacon'), 'test', byte.repeat(32), 10);
  await snarkjs.powersOfTau.preparePhase2(name('beacon'), name('ptau'));
  return name('ptau');
}
