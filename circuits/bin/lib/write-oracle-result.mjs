/** The committed result of the long oracle run. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { circuitsDir } from './paths.mjs';
import { hashSources } from './sources.mjs';

/** @param {object} result counts of the run; no values of credentials */
export async function writeOracleResult(result) {
  const text = JSON.stringify({ sourceSha256: await hashSources(), ...result }, undefined, 2);
  await writeFile(path.join(circuitsDir, 'test', 'oracle-result.json'), `${text}\n`);
}
