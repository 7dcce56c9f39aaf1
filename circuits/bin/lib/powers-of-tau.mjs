/** Builds (or finds in the cache) the powers of tau of the development keys. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { getCurveFromName } from 'ffjavascript';
import { powersOfTau } from 'snarkjs';
import { BEACON_ITERATIONS_EXP, POWERS_OF_TAU_POWER, powersOfTauBeacon } from './beacons.mjs';
import { buildDir } from './paths.mjs';

/**
 * Makes the prepared powers of tau from the published beacon alone. Takes minutes; the result is kept under
 * `circuits/build` and never committed.
 *
 * @param {{ directory?: string, log?: (line: string) => void }} [options]
 * @returns {Promise<string>} the path of the prepared file
 */
export async function buildPowersOfTau({ directory = buildDir, log = () => {} } = {}) {
  const name = `powers-of-tau-${POWERS_OF_TAU_POWER}-${powersOfTauBeacon.hex.slice(0, 8)}`;
  const prepared = path.join(directory, `${name}.ptau`);
  if (existsSync(prepared)) return prepared;

  await mkdir(directory, { recursive: true });
  const fresh = path.join(directory, `${name}.new`);
  const beaconed = path.join(directory, `${name}.beacon`);
  const unfinished = path.join(directory, `${name}.unfinished`);
  const curve = await getCurveFromName('bn128');
  log(`powers of tau 2^${POWERS_OF_TAU_POWER}: start`);
  await powersOfTau.newAccumulator(curve, POWERS_OF_TAU_POWER, fresh);
  log('powers of tau: published beacon');
  await powersOfTau.beacon(fresh, beaconed, powersOfTauBeacon.name, powersOfTauBeacon.hex, BEACON_ITERATIONS_EXP);
  log('powers of tau: prepare phase 2 (the long step, some minutes)');
  await powersOfTau.preparePhase2(beaconed, unfinished);
  await rename(unfinished, prepared);
  await Promise.all([rm(fresh), rm(beaconed)]);
  return prepared;
}
