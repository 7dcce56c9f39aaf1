import { CeremonyError } from './ceremony-error.mjs';
import { newestKey, readRecord, writeRecord } from './ceremony-record.mjs';
import { hashFile } from './hash-file.mjs';
import { verifyChain } from './verify-chain.mjs';

/** Different names among the contributors of a production key. One honest contributor is enough; two are the least. */
const LEAST_CONTRIBUTORS = 2;

/**
 * Verifies the whole chain with its beacon and closes the ceremony.
 *
 * @param {{ directory: string, r1cs: string, powersOfTau: string, production: boolean, now: number, published?: object }} options
 *   production: the key may be used outside local chains; needs published powers of tau and independent contributors
 * @returns {Promise<object>} the record
 * @throws {CeremonyError}
 */
export async function finalizeCeremony({ directory, r1cs, powersOfTau, production, now, published }) {
  const record = await readRecord(directory);
  if (record.beacon === null) throw new CeremonyError('ERR_CEREMONY_STATE', 'Apply the beacon first.');
  if (production) assertProduction(record);
  const file = newestKey({ directory, record });
  const expected = [...record.contributions, record.beacon];
  const contributions = await verifyChain({ record, file, r1cs, powersOfTau, expected, published });
  const { hex, iterationsExp } = record.beacon;
  const last = contributions.at(-1).beacon;
  if (last?.hex !== hex || last.iterationsExp !== iterationsExp) {
    throw new CeremonyError('ERR_CEREMONY_HISTORY', 'The last contribution is not the recorded beacon.');
  }
  record.final = { file: record.beacon.file, sha256: (await hashFile(file)).sha256, production, date: now };
  await writeRecord(directory, record);
  return record;
}

function assertProduction(record) {
  if (record.powersOfTau.kind !== 'perpetual') {
    throw new CeremonyError(
      'ERR_CEREMONY_POWERS_OF_TAU_DEVELOPMENT',
      'These powers of tau were made here: their secret may be known, so the key stays a development key.',
    );
  }
  if (
    new Set(record.contributions.map(({ name }) => name.toLowerCase().replaceAll(/\s+/g, ' '))).size <
    LEAST_CONTRIBUTORS
  ) {
    throw new CeremonyError('ERR_CEREMONY_TOO_FEW', 'A production key needs two contributors at least.', {
      details: { least: LEAST_CONTRIBUTORS },
    });
  }
}
