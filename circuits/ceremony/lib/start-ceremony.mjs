import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { zKey } from 'snarkjs';
import { CeremonyError } from './ceremony-error.mjs';
import { keyFileName, recordFile, writeRecord } from './ceremony-record.mjs';
import { hashFile } from './hash-file.mjs';
import { identifyPowersOfTau } from './identify-powers-of-tau.mjs';
import { readContributions } from './read-key-file.mjs';

/**
 * Begins a ceremony: the initial key from circuit and powers of tau, which has no secret yet.
 *
 * @param {{ directory: string, circuit: string, r1cs: string, powersOfTau: string, now: number, published?: object }} options
 *   now: unix seconds; published: other published hashes than snarkjs' (tests)
 * @throws {CeremonyError}
 */
export async function startCeremony({ directory, circuit, r1cs, powersOfTau, now, published }) {
  if (existsSync(recordFile(directory))) {
    throw new CeremonyError('ERR_CEREMONY_STATE', 'This folder holds a ceremony already.');
  }
  const powers = await identifyPowersOfTau({ file: powersOfTau, ...(published === undefined ? {} : { published }) });
  await mkdir(directory, { recursive: true });
  const file = keyFileName(0);
  const made = await zKey.newZKey(r1cs, powersOfTau, path.join(directory, file)).catch(() => -1);
  if (made === -1) {
    throw new CeremonyError('ERR_CEREMONY_POWERS_OF_TAU', 'The circuit does not fit these powers of tau.');
  }
  const initial = path.join(directory, file);
  const { circuitHash } = await readContributions(initial);
  const { sha256, bytes } = await hashFile(r1cs);
  const record = {
    circuit,
    startedAt: now,
    r1cs: { sha256, bytes },
    powersOfTau: powers,
    circuitHash,
    initial: { file, sha256: (await hashFile(initial)).sha256 },
    contributions: [],
    beacon: null,
    final: null,
  };
  await writeRecord(directory, record);
  return record;
}
