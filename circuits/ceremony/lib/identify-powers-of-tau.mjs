import { readFile } from 'node:fs/promises';
import { CeremonyError } from './ceremony-error.mjs';
import { hashFile } from './hash-file.mjs';
import { readSections } from './read-key-file.mjs';

/** Hashes that snarkjs publishes for the prepared files of the Perpetual Powers of Tau. */
export const PUBLISHED = JSON.parse(await readFile(new URL('../powers-of-tau.json', import.meta.url), 'utf8'));

/**
 * Tells whether a powers-of-tau file is one of the published ones, by its BLAKE2b hash; any other is for development.
 *
 * @param {{ file: string, published?: { name: string, files: { power: number, file: string, blake2b: string }[] } }} options
 * @returns {Promise<{ kind: 'perpetual' | 'development', name: string, power: number, sha256: string, blake2b: string }>}
 * @throws {CeremonyError} `ERR_CEREMONY_POWERS_OF_TAU`: not a powers-of-tau file, or not prepared for phase 2
 */
export async function identifyPowersOfTau({ file, published = PUBLISHED }) {
  const sections = await readSections(file, 'ptau').catch(() => new Map());
  const header = sections.get(1);
  // Sections 12 to 15 are what `prepare phase2` adds.
  if (header === undefined || ![12, 13, 14, 15].every((id) => sections.has(id))) {
    throw new CeremonyError(
      'ERR_CEREMONY_POWERS_OF_TAU',
      'This is no powers-of-tau file that is prepared for phase 2.',
    );
  }
  const bytes = await header.read();
  const power = bytes.readUInt32LE(4 + bytes.readUInt32LE(0));
  const { sha256, blake2b } = await hashFile(file);
  const known = published.files.find((entry) => entry.blake2b === blake2b);
  return known === undefined
    ? { kind: 'development', name: 'made for development', power, sha256, blake2b }
    : { kind: 'perpetual', name: `${published.name}: ${known.file}`, power, sha256, blake2b };
}
