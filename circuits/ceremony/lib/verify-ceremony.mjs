import path from 'node:path';
import { CeremonyError } from './ceremony-error.mjs';
import { newestKey, readRecord } from './ceremony-record.mjs';
import { hashFile } from './hash-file.mjs';
import { verifyChain } from './verify-chain.mjs';

/**
 * Verifies the newest key of a ceremony against circuit, powers of tau and record.
 *
 * @param {{ directory: string, r1cs: string, powersOfTau: string, file?: string, published?: object }} options file: another copy of the key
 * @returns {Promise<{ name: string, hash: string }[]>}
 * @throws {CeremonyError}
 */
export async function verifyCeremony({ directory, r1cs, powersOfTau, file, published }) {
  const record = await readRecord(directory);
  const newest = record.beacon ?? record.contributions.at(-1) ?? record.initial;
  const key = file ?? newestKey({ directory, record });
  if (record.contributions.length === 0) {
    throw new CeremonyError('ERR_CEREMONY_STATE', 'There is no contribution to verify yet.');
  }
  const expected = [...record.contributions, ...(record.beacon === null ? [] : [record.beacon])];
  const contributions = await verifyChain({ record, file: key, r1cs, powersOfTau, expected, published });
  // Other bytes with the same contributions would still be another file than the published one.
  if ((await hashFile(key)).sha256 !== newest.sha256) {
    throw new CeremonyError('ERR_CEREMONY_HISTORY', 'The key file is not the recorded one.', {
      details: { file: path.basename(key) },
    });
  }
  return contributions;
}
