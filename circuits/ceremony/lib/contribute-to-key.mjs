import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { zKey } from 'snarkjs';
import { attestationText } from './attestation.mjs';
import { CeremonyError } from './ceremony-error.mjs';
import { assertName } from './ceremony-record.mjs';
import { hashFile } from './hash-file.mjs';
import { readContributions } from './read-key-file.mjs';

/**
 * Adds one contribution: takes a key file, gives a key file and an attestation. Needs no ceremony folder, so it runs on
 * the contributor's own machine. The secret comes from the operating system; a typed text is mixed in and never
 * shown or kept.
 *
 * @param {{ input: string, output: string, attestation: string, name: string, text?: string, now: number }} options
 * @returns {Promise<{ hash: string, sha256: string }>} contribution hash (BLAKE2b) and SHA-256 of the new file
 * @throws {CeremonyError}
 */
export async function contributeToKey({ input, output, attestation, name, text = '', now }) {
  assertName(name);
  if (existsSync(output)) throw new CeremonyError('ERR_CEREMONY_USAGE', 'The output file exists already.');
  const before = await readContributions(input);
  if (before.contributions.some(({ beacon }) => beacon !== undefined)) {
    throw new CeremonyError('ERR_CEREMONY_STATE', 'The beacon is applied: no contribution may follow it.');
  }
  // snarkjs mixes its own 64 bytes of the system's randomness into this text.
  await zKey.contribute(input, output, name, `${randomBytes(64).toString('hex')}${text}`);
  const { circuitHash, contributions } = await readContributions(output);
  const hash = contributions.at(-1).hash;
  const [from, to] = [await hashFile(input), await hashFile(output)];
  const position = contributions.length;
  await writeFile(attestation, attestationText({ name, now, position, circuitHash, hash, from, to }));
  return { hash, sha256: to.sha256 };
}
