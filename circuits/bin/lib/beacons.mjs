/**
 * The published beacons of the DEVELOPMENT keys.
 *
 * Both contributions are nothing but these bytes, so anybody can rebuild the keys bit for bit, and anybody knows
 * their secret. Keys made from them prove nothing outside a local chain and are refused there.
 */
import { createHash } from 'node:crypto';

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Hash chains of 2^10 rounds: the beacons are public, so more rounds would only cost time. */
export const BEACON_ITERATIONS_EXP = 10;

export const POWERS_OF_TAU_POWER = 14;

export const powersOfTauBeacon = {
  name: 'postern development powers of tau',
  hex: sha256('postern/development/powers-of-tau/1'),
};

export const phase2Beacon = {
  name: 'postern development phase 2',
  hex: sha256('postern/development/phase-2/1'),
};
