/** Makes the development proving key: powers of tau, circuit set-up, published phase 2 beacon. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { zKey } from 'snarkjs';
import { BEACON_ITERATIONS_EXP, phase2Beacon } from './beacons.mjs';
import { circuitName } from './paths.mjs';

/**
 * @param {{ r1csPath: string, ptauPath: string, outDir: string, log: (line: string) => void }} options
 * @returns {Promise<{ zkey: Uint8Array, vkey: object }>}
 */
export async function createKeys({ r1csPath, ptauPath, outDir, log }) {
  const initial = path.join(outDir, `${circuitName}.initial.zkey`);
  const final = path.join(outDir, `${circuitName}.zkey`);
  log('proving key: circuit set-up');
  const made = await zKey.newZKey(r1csPath, ptauPath, initial);
  if (made === -1) throw new Error('The circuit does not fit the powers of tau.');
  log('proving key: published beacon');
  await zKey.beacon(initial, final, phase2Beacon.name, phase2Beacon.hex, BEACON_ITERATIONS_EXP);
  await rm(initial);
  return { zkey: await readFile(final), vkey: await zKey.exportVerificationKey(final) };
}
