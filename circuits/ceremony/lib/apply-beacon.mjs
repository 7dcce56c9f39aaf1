import path from 'node:path';
import { zKey } from 'snarkjs';
import { CeremonyError } from './ceremony-error.mjs';
import { assertName, assertOpen, keyFileName, newestKey, readRecord, writeRecord } from './ceremony-record.mjs';
import { hashFile } from './hash-file.mjs';
import { readContributions } from './read-key-file.mjs';

/**
 * Applies the public beacon as the last contribution: a value nobody knew when the last contributor finished.
 *
 * @param {{ directory: string, hex: string, iterationsExp: number, source: string, now: number }} options
 *   iterationsExp: 2^n rounds of SHA-256, 10 to 63; source: where anybody finds the value
 * @returns {Promise<object>} the record
 * @throws {CeremonyError}
 */
export async function applyBeacon({ directory, hex, iterationsExp, source, now }) {
  const record = await readRecord(directory);
  assertOpen(record);
  assertName(source);
  if (
    !/^([0-9a-f]{2}){16,64}$/.test(hex ?? '') ||
    !(Number.isInteger(iterationsExp) && iterationsExp >= 10 && iterationsExp <= 63)
  ) {
    throw new CeremonyError(
      'ERR_CEREMONY_USAGE',
      'A beacon is 16 to 64 bytes in hexadecimal with 10 to 63 as exponent.',
    );
  }
  if (record.contributions.length === 0) {
    throw new CeremonyError('ERR_CEREMONY_STATE', 'A beacon without a contribution before it keeps nothing secret.');
  }
  const file = keyFileName(record.contributions.length + 1);
  const output = path.join(directory, file);
  await zKey.beacon(newestKey({ directory, record }), output, source, hex, iterationsExp);
  const { hash } = (await readContributions(output)).contributions.at(-1);
  record.beacon = { source, hex, iterationsExp, hash, date: now, file, sha256: (await hashFile(output)).sha256 };
  await writeRecord(directory, record);
  return record;
}
