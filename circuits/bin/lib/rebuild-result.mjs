/** The committed result of the long rebuild: which sources and tools gave which files, bit for bit. */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compilerVersion } from './compile-circuit.mjs';
import { circuitsDir } from './paths.mjs';
import { hashSourceTexts } from './sources.mjs';

const require = createRequire(import.meta.url);
const file = path.join(circuitsDir, 'test', 'rebuild-result.json');

/** Everything that decides the bytes besides the beacons, which the manifest holds. */
async function readInputs() {
  const { version } = JSON.parse(
    await readFile(path.join(path.dirname(require.resolve('snarkjs')), '../package.json'), 'utf8'),
  );
  return { sourceTextSha256: await hashSourceTexts(), compiler: compilerVersion(), snarkjs: version };
}

/** @param {{ hashes: Record<string, string>, ptauSha256: string }} result SHA-256 of each file that was made again */
export async function writeRebuildResult({ hashes, ptauSha256 }) {
  const result = { ...(await readInputs()), files: { ...hashes, powersOfTau: ptauSha256 } };
  await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`);
}

/** @returns {Promise<{ fresh: boolean, files: Record<string, string> }>} fresh: of the present sources and tools */
export async function readRebuildResult() {
  const { files, ...inputs } = JSON.parse(await readFile(file, 'utf8'));
  return { fresh: JSON.stringify(inputs) === JSON.stringify(await readInputs()), files };
}
