/** The fast check: every committed artifact and generated file agrees with the manifest and the sources. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { assertVerificationKeyAcceptable } from '@postern/proof/verify';
import { generateFiles } from './generate-files.mjs';
import { artifactsDir, circuitName, rootDir } from './paths.mjs';
import { hashSources, readPublicSignals, sha256 } from './sources.mjs';

const LOCAL_CHAIN = 31_337;
const ANY_PUBLIC_CHAIN = 1;

/**
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<boolean>} false when something is stale
 */
export async function checkCircuit({ log }) {
  const manifest = JSON.parse(await readFile(path.join(artifactsDir, 'manifest.json'), 'utf8'));
  const vkeyText = await readFile(path.join(artifactsDir, `${circuitName}.vkey.json`), 'utf8');
  const stale = [];
  const expect = (what, actual, expected) => {
    if (actual !== expected) stale.push(what);
  };

  expect('circuit sources differ from the built ones', await hashSources(), manifest.sourceSha256);
  expect('public signals', (await readPublicSignals()).join(), manifest.publicSignals.join());
  expect('verification key', sha256(vkeyText), manifest.files.vkey.sha256);
  await assertVerificationKeyAcceptable({
    verificationKey: JSON.parse(vkeyText),
    manifest,
    chainId: manifest.development ? LOCAL_CHAIN : ANY_PUBLIC_CHAIN,
  }).catch((error) => stale.push(`the gate refuses the verification key: ${error.code ?? error.message}`));
  for (const kind of ['wasm', 'zkey']) {
    const bytes = await readFile(path.join(artifactsDir, `${circuitName}.${kind}.br`));
    expect(`compressed ${kind}`, sha256(bytes), manifest.files[kind].brotli.sha256);
  }
  for (const { file, text } of await generateFiles({ manifest, vkey: JSON.parse(vkeyText) })) {
    expect(file, await readFile(path.join(rootDir, file), 'utf8').catch(() => undefined), text);
  }

  for (const what of stale) log(`stale: ${what} (run: npm run circuits:build)`);
  if (stale.length === 0)
    log(`circuits: artifacts and generated files are fresh (${manifest.constraints} constraints)`);
  return stale.length === 0;
}
