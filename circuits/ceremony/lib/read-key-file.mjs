/** Reads the binary files of snarkjs: magic, version, then sections of (id u32, size u64, bytes), little endian. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { getCurveFromName } from 'ffjavascript';
import { CeremonyError } from './ceremony-error.mjs';

const G1_BYTES = 64;
const G2_BYTES = 128;
const HASH_BYTES = 64;

/**
 * @param {string} file
 * @param {'zkey' | 'ptau'} type
 * @returns {Promise<Map<number, { size: number, read: () => Promise<Buffer> }>>} sections by id
 * @throws {CeremonyError} `ERR_CEREMONY_FILE_MALFORMED`
 */
export async function readSections(file, type) {
  const handle = await open(file);
  try {
    const { size: end } = await handle.stat();
    const head = Buffer.alloc(12);
    await handle.read(head, 0, 12, 0);
    if (head.toString('latin1', 0, 4) !== type) throw malformed();
    const sections = new Map();
    let position = 12;
    for (let index = head.readUInt32LE(8); index > 0; index -= 1) {
      const { bytesRead } = await handle.read(head, 0, 12, position);
      const size = Number(head.readBigUInt64LE(4));
      const start = position + 12;
      if (bytesRead !== 12 || start + size > end) throw malformed();
      // A second section of the same id would be read by one program and skipped by another.
      const id = head.readUInt32LE(0);
      if (sections.has(id)) throw malformed();
      sections.set(id, { size, read: () => readRange(file, start, size) });
      position = start + size;
    }
    if (position !== end) throw malformed();
    return sections;
  } finally {
    await handle.close();
  }
}

/**
 * The contributions that a key file carries, each with the hash that its contributor published.
 *
 * @param {string} file
 * @returns {Promise<{ circuitHash: string, contributions: { name: string, hash: string, beacon?: { hex: string, iterationsExp: number } }[] }>}
 * @throws {CeremonyError} `ERR_CEREMONY_FILE_MALFORMED`
 */
export async function readContributions(file) {
  const section = (await readSections(file, 'zkey')).get(10);
  if (section === undefined) throw malformed();
  const bytes = await section.read();
  const curve = await getCurveFromName('bn128', { singleThread: true });
  try {
    let position = HASH_BYTES;
    const take = (length) => {
      if (position + length > bytes.length) throw malformed();
      position += length;
      return bytes.subarray(position - length, position);
    };
    const contributions = [];
    const count = take(4).readUInt32LE();
    for (let index = 0; index < count; index += 1) {
      const hash = createHash('blake2b512');
      for (let point = 0; point < 3; point += 1) hash.update(uncompressed(curve.G1, take(G1_BYTES)));
      hash.update(uncompressed(curve.G2, take(G2_BYTES)));
      hash.update(take(HASH_BYTES));
      const isBeacon = take(4).readUInt32LE() === 1;
      const parameters = readParameters(take(take(4).readUInt32LE()));
      contributions.push({
        name: parameters.name,
        hash: hash.digest('hex'),
        ...(isBeacon ? { beacon: { hex: parameters.hex, iterationsExp: parameters.iterationsExp } } : {}),
      });
    }
    if (position !== bytes.length) throw malformed();
    return { circuitHash: bytes.toString('hex', 0, HASH_BYTES), contributions };
  } finally {
    await curve.terminate();
  }
}

/** Entries of (kind, …): 1 a name, 2 the beacon's iterations, 3 the beacon's bytes. */
function readParameters(bytes) {
  const parameters = { name: '', hex: '', iterationsExp: 0 };
  for (let position = 0; position < bytes.length; ) {
    const kind = bytes[position];
    const value = bytes[position + 1] ?? 0;
    position += 2;
    if (kind === 2) parameters.iterationsExp = value;
    else if (kind === 1) parameters.name = bytes.toString('utf8', position, position + value);
    else if (kind === 3) parameters.hex = bytes.toString('hex', position, position + value);
    else throw malformed();
    if (kind !== 2) position += value;
  }
  return parameters;
}

/** The encoding that is hashed: big endian, from the file's little-endian Montgomery form. */
function uncompressed(group, encoded) {
  const out = new Uint8Array(encoded.length);
  group.toRprUncompressed(out, 0, group.fromRprLEM(new Uint8Array(encoded), 0));
  return out;
}

async function readRange(file, start, size) {
  const handle = await open(file);
  try {
    const bytes = Buffer.alloc(size);
    await handle.read(bytes, 0, size, start);
    return bytes;
  } finally {
    await handle.close();
  }
}

function malformed() {
  return new CeremonyError('ERR_CEREMONY_FILE_MALFORMED', 'The file is no Groth16 key as snarkjs writes it.');
}
