/** The public record of a ceremony: what was done so far, by whom, and the hash of every file. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CeremonyError } from './ceremony-error.mjs';

const FORMAT = 'postern-ceremony/1';

export const recordFile = (directory) => path.join(directory, 'ceremony.json');

/** Path of the newest key file. */
export const newestKey = ({ directory, record }) =>
  path.join(directory, (record.beacon ?? record.contributions.at(-1) ?? record.initial).file);

/** Name of the key file after `index` contributions. */
export const keyFileName = (index) => `${String(index).padStart(4, '0')}.zkey`;

/** @throws {CeremonyError} `ERR_CEREMONY_STATE`: there is no ceremony in this folder */
export async function readRecord(directory) {
  const text = await readFile(recordFile(directory), 'utf8').catch(() => undefined);
  const record = text === undefined ? undefined : JSON.parse(text);
  if (record?.format !== FORMAT) {
    throw new CeremonyError('ERR_CEREMONY_STATE', 'There is no ceremony in this folder: begin with start.');
  }
  for (const entry of [record.initial, ...record.contributions, record.beacon, record.final]) {
    // The folder may come from somebody else: nothing outside it is read.
    if (entry !== null && !/^[0-9]{4,}\.zkey$/.test(entry.file)) {
      throw new CeremonyError('ERR_CEREMONY_STATE', 'The record names a file that no ceremony makes.');
    }
  }
  return record;
}

/** Written beside and moved into place, so that a crash leaves the old record. */
export async function writeRecord(directory, record) {
  await mkdir(directory, { recursive: true });
  const unfinished = `${recordFile(directory)}.unfinished`;
  await writeFile(unfinished, `${JSON.stringify({ format: FORMAT, ...record }, null, 2)}\n`);
  await rename(unfinished, recordFile(directory));
}

/** @throws {CeremonyError} `ERR_CEREMONY_STATE`: the beacon was applied, nothing may follow it */
export function assertOpen(record) {
  if (record.beacon !== null) {
    throw new CeremonyError('ERR_CEREMONY_STATE', 'The beacon is applied: no contribution may follow it.');
  }
}

/** @throws {CeremonyError} `ERR_CEREMONY_USAGE` */
export function assertName(name) {
  // snarkjs keeps at most 64 characters and one byte of length.
  if (typeof name !== 'string' || !/^[\x20-\x7e]{1,64}$/.test(name) || name !== name.trim()) {
    throw new CeremonyError(
      'ERR_CEREMONY_USAGE',
      'A name has 1 to 64 printable ASCII characters, no space around them.',
    );
  }
}
