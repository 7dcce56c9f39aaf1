/** The whole build: sources → r1cs, wasm → keys → artifacts, manifest → generated files. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { BEACON_ITERATIONS_EXP, phase2Beacon, POWERS_OF_TAU_POWER, powersOfTauBeacon } from './beacons.mjs';
import { COMPILER_FLAGS, compileCircuit, compilerVersion } from './compile-circuit.mjs';
import { createKeys } from './create-keys.mjs';
import { generateFiles, generateSeparatorsCircom } from './generate-files.mjs';
import { artifactsDir, buildDir, circuitName, rootDir } from './paths.mjs';
import { buildPowersOfTau } from './powers-of-tau.mjs';
import { hashSources, publicSignalsOfSym, readPublicSignals, sha256 } from './sources.mjs';

/** snarkjs doubles the domain above 2^14 rows; it adds one row per public signal and one for the constant. */
const MAX_CONSTRAINTS = 2 ** 14 - 8 - 1;

/**
 * @param {{ log: (line: string) => void, compareOnly?: boolean, fromScratch?: boolean }} options
 *   compareOnly: write nothing that is committed; fromScratch: make the powers of tau again too
 * @returns {Promise<boolean>} false when a comparison failed
 */
export async function buildCircuit({ log, compareOnly = false, fromScratch = false }) {
  const outDir = compareOnly ? path.join(buildDir, 'reproduced') : buildDir;
  if (compareOnly) await rm(outDir, { recursive: true, force: true });
  else await writeGenerated([await generateSeparatorsCircom()], log);

  log('compile');
  const compiled = await compileCircuit({ outDir });
  log(`compiled: ${compiled.constraints} constraints`);
  if (compiled.constraints > MAX_CONSTRAINTS) throw new Error(`More than ${MAX_CONSTRAINTS} constraints.`);
  const publicSignals = await readPublicSignals();
  if (publicSignals.join() !== publicSignalsOfSym(compiled.sym, publicSignals.length).join()) {
    throw new Error('The compiler orders the public signals otherwise than the sources.');
  }

  const ptauPath = await buildPowersOfTau({ log, directory: fromScratch ? outDir : buildDir });
  const ptauSha256 = sha256(await readFile(ptauPath));
  const { zkey, vkey } = await createKeys({ r1csPath: compiled.r1csPath, ptauPath, outDir, log });
  const vkeyText = `${JSON.stringify(vkey, null, 1)}\n`;
  const files = { r1cs: compiled.r1cs, wasm: compiled.wasm, zkey, vkey: Buffer.from(vkeyText) };
  const hashes = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)]));

  const committed = await readManifest();
  const same =
    committed !== undefined && Object.keys(hashes).every((name) => committed.files[name]?.sha256 === hashes[name]);
  if (compareOnly) {
    for (const name of Object.keys(hashes)) {
      log(`${name} ${hashes[name] === committed?.files[name]?.sha256 ? 'equal' : 'DIFFERS'} ${hashes[name]}`);
    }
    const samePowers = ptauSha256 === committed?.powersOfTau.sha256;
    log(`powers of tau ${samePowers ? 'equal' : 'DIFFERS'} ${ptauSha256}`);
    return same && samePowers;
  }

  await mkdir(artifactsDir, { recursive: true });
  const compressed = same
    ? { wasm: committed.files.wasm.brotli, zkey: committed.files.zkey.brotli }
    : { wasm: await writeCompressed('wasm', compiled.wasm, log), zkey: await writeCompressed('zkey', zkey, log) };
  await writeFile(path.join(artifactsDir, `${circuitName}.vkey.json`), vkeyText);

  const manifest = {
    circuit: `${circuitName}/1`,
    development: true,
    warning:
      'DEVELOPMENT KEYS. They are made from published beacons alone: their secret is public, anybody can forge a proof. Local chains only.',
    constraints: compiled.constraints,
    publicSignals,
    sourceSha256: await hashSources(),
    compiler: { version: compilerVersion(), flags: COMPILER_FLAGS },
    powersOfTau: {
      source: 'made by circuits/bin/build.mjs from a published beacon',
      power: POWERS_OF_TAU_POWER,
      sha256: ptauSha256,
      contributions: 0,
      beacon: { ...powersOfTauBeacon, iterationsExp: BEACON_ITERATIONS_EXP },
    },
    phase2: { contributions: 0, beacon: { ...phase2Beacon, iterationsExp: BEACON_ITERATIONS_EXP } },
    files: {
      r1cs: { bytes: compiled.r1cs.length, sha256: hashes.r1cs },
      wasm: { bytes: compiled.wasm.length, sha256: hashes.wasm, brotli: compressed.wasm },
      zkey: { bytes: zkey.length, sha256: hashes.zkey, brotli: compressed.zkey },
      vkey: { bytes: files.vkey.length, sha256: hashes.vkey },
    },
  };
  await writeFile(path.join(artifactsDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeGenerated(await generateFiles({ manifest, vkey }), log);
  log(same ? 'artifacts unchanged' : 'artifacts written');
  return true;
}

async function readManifest() {
  try {
    return JSON.parse(await readFile(path.join(artifactsDir, 'manifest.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

async function writeCompressed(kind, bytes, log) {
  log(`compress ${kind}`);
  const compressed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  await writeFile(path.join(artifactsDir, `${circuitName}.${kind}.br`), compressed);
  return { bytes: compressed.length, sha256: sha256(compressed) };
}

async function writeGenerated(files, log) {
  for (const { file, text } of files) {
    const target = path.join(rootDir, file);
    await mkdir(path.dirname(target), { recursive: true });
    if ((await readFile(target, 'utf8').catch(() => undefined)) === text) continue;
    await writeFile(target, text);
    log(`wrote ${file}`);
  }
}
