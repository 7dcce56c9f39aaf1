/** The whole build: sources → r1cs, wasm → keys → artifacts, manifest → generated files. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { assertVerificationKeyAcceptable } from '@postern/proof/verify';
import { BEACON_ITERATIONS_EXP, phase2Beacon, POWERS_OF_TAU_POWER, powersOfTauBeacon } from './beacons.mjs';
import { COMPILER_FLAGS, compileCircuit, compilerVersion } from './compile-circuit.mjs';
import { createKeys } from './create-keys.mjs';
import { createDevelopmentManifest } from './create-manifest.mjs';
import { generateFiles, generateSeparatorsCircom } from './generate-files.mjs';
import { artifactsDir, buildDir, circuitName, rootDir } from './paths.mjs';
import { buildPowersOfTau } from './powers-of-tau.mjs';
import { hashSources, publicSignalsOfSym, readPublicSignals, sha256 } from './sources.mjs';
import { verificationKeyText, writeChangedFiles, writeCompressed } from './write-artifacts.mjs';
import { writeRebuildResult } from './rebuild-result.mjs';

/** snarkjs doubles the domain above 2^14 rows; it adds one row per public signal and one for the constant. */
const MAX_CONSTRAINTS = 2 ** 14 - 8 - 1;

/** Development keys are made for local chains, and must pass the gate there. */
const LOCAL_CHAIN = 31_337;

/**
 * @param {{ log: (line: string) => void, compareOnly?: boolean, fromScratch?: boolean, record?: boolean }} options
 *   compareOnly: write no artifact; fromScratch: make the powers of tau again too; record: keep the result of an equal
 *   comparison from scratch as `test/rebuild-result.json`
 * @returns {Promise<boolean>} false when a comparison failed
 */
export async function buildCircuit({ log, compareOnly = false, fromScratch = false, record = false }) {
  const outDir = compareOnly ? path.join(buildDir, 'reproduced') : buildDir;
  if (compareOnly) await rm(outDir, { recursive: true, force: true });
  else await writeChangedFiles({ files: [await generateSeparatorsCircom()], root: rootDir, log });
  const committed = await readManifest();
  if (!compareOnly && committed?.development === false) {
    throw new Error('The committed key is of a ceremony: the build would replace it with a development key.');
  }

  log('compile');
  const compiled = await compileCircuit({ outDir });
  log(`compiled: ${compiled.constraints} constraints`);
  if (compiled.constraints > MAX_CONSTRAINTS) throw new Error(`More than ${MAX_CONSTRAINTS} constraints.`);
  const publicSignals = await readPublicSignals();
  if (publicSignals.join() !== publicSignalsOfSym(compiled.sym, publicSignals.length).join()) {
    throw new Error('The compiler orders the public signals otherwise than the sources.');
  }

  if (committed?.development === false) return compareCompiled({ compiled, committed, log });
  const ptauPath = await buildPowersOfTau({ log, directory: fromScratch ? outDir : buildDir });
  const ptauSha256 = sha256(await readFile(ptauPath));
  const { zkey, vkey } = await createKeys({ r1csPath: compiled.r1csPath, ptauPath, outDir, log });
  const vkeyText = verificationKeyText(vkey);
  const files = { r1cs: compiled.r1cs, wasm: compiled.wasm, zkey, vkey: Buffer.from(vkeyText) };
  const hashes = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)]));

  const same =
    committed !== undefined && Object.keys(hashes).every((name) => committed.files[name]?.sha256 === hashes[name]);
  if (compareOnly) {
    for (const name of Object.keys(hashes)) {
      log(`${name} ${hashes[name] === committed?.files[name]?.sha256 ? 'equal' : 'DIFFERS'} ${hashes[name]}`);
    }
    const samePowers = ptauSha256 === committed?.powersOfTau.sha256;
    log(`powers of tau ${samePowers ? 'equal' : 'DIFFERS'} ${ptauSha256}`);
    const equal = same && samePowers;
    if (equal && fromScratch && record) await writeRebuildResult({ hashes, ptauSha256 });
    return equal;
  }

  await mkdir(artifactsDir, { recursive: true });
  const compressed = same
    ? { wasm: committed.files.wasm.brotli, zkey: committed.files.zkey.brotli }
    : {
        wasm: await writeCompressed(path.join(artifactsDir, `${circuitName}.wasm.br`), compiled.wasm),
        zkey: await writeCompressed(path.join(artifactsDir, `${circuitName}.zkey.br`), zkey),
      };

  const manifest = createDevelopmentManifest({
    circuit: `${circuitName}/1`,
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
  });
  await assertVerificationKeyAcceptable({ verificationKey: vkey, manifest, chainId: LOCAL_CHAIN });
  await writeFile(path.join(artifactsDir, `${circuitName}.vkey.json`), vkeyText);
  await writeFile(path.join(artifactsDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeChangedFiles({ files: await generateFiles({ manifest, vkey }), root: rootDir, log });
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

/** A ceremony's key cannot be made again; its chain is checked by `npm run ceremony -- verify`. */
function compareCompiled({ compiled, committed, log }) {
  let same = true;
  for (const kind of ['r1cs', 'wasm']) {
    const hash = sha256(compiled[kind]);
    if (hash !== committed.files[kind].sha256) same = false;
    log(`${kind} ${hash === committed.files[kind].sha256 ? 'equal' : 'DIFFERS'} ${hash}`);
  }
  return same;
}
