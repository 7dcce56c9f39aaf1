import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { getCurveFromName } from 'ffjavascript';
import { zKey } from 'snarkjs';
import { CeremonyError } from './ceremony-error.mjs';
import { hashFile } from './hash-file.mjs';
import { identifyPowersOfTau } from './identify-powers-of-tau.mjs';
import { readContributions, readSections } from './read-key-file.mjs';

const G1_BYTES = 64;

/**
 * Checks a key file from the ground: circuit, powers of tau, initial key made again, history, points, and that every
 * contribution follows from the one before it. Trusts nothing but the record's hashes and names.
 *
 * @param {{ record: object, file: string, r1cs: string, powersOfTau: string, expected: readonly { hash: string, name?: string, source?: string }[], mayAdd?: 0 | 1, published?: object }} options
 *   expected: the contributions that the file must begin with; mayAdd: how many must follow them; published: other
 *   published hashes than snarkjs' (tests)
 * @returns {Promise<{ name: string, hash: string }[]>} every contribution of the file
 * @throws {CeremonyError}
 */
export async function verifyChain({ record, file, r1cs, powersOfTau, expected, mayAdd = 0, published }) {
  if ((await hashFile(r1cs)).sha256 !== record.r1cs.sha256) {
    throw new CeremonyError('ERR_CEREMONY_R1CS', 'This is not the circuit of the ceremony.');
  }
  const powers = await identifyPowersOfTau({ file: powersOfTau, ...(published === undefined ? {} : { published }) });
  // Whether they are published ones is not for the record to say.
  if (powers.sha256 !== record.powersOfTau.sha256 || powers.kind !== record.powersOfTau.kind) {
    throw new CeremonyError('ERR_CEREMONY_POWERS_OF_TAU', 'These are not the powers of tau of the ceremony.');
  }
  const { circuitHash, contributions } = await readContributions(file);
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'postern-ceremony-'));
  try {
    const initial = path.join(scratch, 'initial.zkey');
    await zKey.newZKey(r1cs, powersOfTau, initial);
    if (circuitHash !== record.circuitHash || (await readContributions(initial)).circuitHash !== circuitHash) {
      throw new CeremonyError('ERR_CEREMONY_CIRCUIT', 'The key is not of this circuit and these powers of tau.');
    }
    assertHistory({ contributions, expected, mayAdd });
    await assertPointsOnCurve(file);
    // snarkjs says false for some faults and throws for others; both mean the same here. It never closes the files that
    // it opens here, so it is given their bytes.
    const bytes = await Promise.all(
      [initial, powersOfTau, file].map(async (name) => new Uint8Array(await readFile(name))),
    );
    const holds = await zKey.verifyFromInit(...bytes).catch(() => false);
    if (holds !== true) {
      throw new CeremonyError('ERR_CEREMONY_CHAIN', 'A contribution does not follow from the one before it.');
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return contributions;
}

function assertHistory({ contributions, expected, mayAdd }) {
  // A hash does not cover the name, and names are what people read.
  const isPrefix = expected.every(({ hash, source, name = source }, index) => {
    const found = contributions[index];
    return found?.hash === hash && found.name === name;
  });
  if (!isPrefix || contributions.length !== expected.length + mayAdd) {
    throw new CeremonyError(
      'ERR_CEREMONY_HISTORY',
      'The file does not carry on from the recorded contributions: one is missing, changed, or too many are new.',
      { details: { recorded: expected.length, inFile: contributions.length } },
    );
  }
}

/** The parts that contributions change; the rest is compared with the initial key byte by byte. */
async function assertPointsOnCurve(file) {
  const sections = await readSections(file, 'zkey');
  const curve = await getCurveFromName('bn128', { singleThread: true });
  for (const id of [8, 9]) {
    const bytes = await sections.get(id)?.read();
    for (let start = 0; start < (bytes?.length ?? 0); start += G1_BYTES) {
      const point = curve.G1.fromRprLEM(new Uint8Array(bytes.subarray(start, start + G1_BYTES)), 0);
      if (!curve.G1.isZero(point) && !curve.G1.isValid(point)) {
        throw new CeremonyError('ERR_CEREMONY_POINT', 'A point of the key is not on the curve.');
      }
    }
  }
  await curve.terminate();
}
