import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readAttestation } from './attestation.mjs';
import { CeremonyError } from './ceremony-error.mjs';
import { assertName, assertOpen, keyFileName, readRecord, writeRecord } from './ceremony-record.mjs';
import { hashFile } from './hash-file.mjs';
import { verifyChain } from './verify-chain.mjs';

/**
 * Takes a contributor's file into the ceremony after checking the whole chain: exactly one contribution more than
 * recorded, and the one that the attestation names.
 *
 * @param {{ directory: string, file: string, attestation: string, r1cs: string, powersOfTau: string, now: number, published?: object }} options
 * @returns {Promise<object>} the record
 * @throws {CeremonyError}
 */
export async function receiveContribution({ directory, file, attestation, r1cs, powersOfTau, now, published }) {
  const record = await readRecord(directory);
  assertOpen(record);
  const stated = readAttestation(await readFile(attestation, 'utf8'));
  const contributions = await verifyChain({
    record,
    file,
    r1cs,
    powersOfTau,
    expected: record.contributions,
    mayAdd: 1,
    published,
  });
  const { name, hash, beacon } = contributions.at(-1);
  if (beacon !== undefined) {
    throw new CeremonyError('ERR_CEREMONY_STATE', 'Only the coordinator applies the beacon.');
  }
  assertName(name);
  const { sha256 } = await hashFile(file);
  if (stated.name !== name || stated.hash !== hash || stated.sha256 !== sha256) {
    throw new CeremonyError('ERR_CEREMONY_ATTESTATION', 'The attestation names another contribution.');
  }
  const kept = keyFileName(contributions.length);
  await copyFile(file, path.join(directory, kept));
  const date = new Date(stated.date ?? '').getTime();
  record.contributions.push({
    name,
    hash,
    date: Number.isNaN(date) ? now : Math.floor(date / 1000),
    receivedAt: now,
    file: kept,
    sha256,
  });
  await writeRecord(directory, record);
  return record;
}
