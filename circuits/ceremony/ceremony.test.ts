import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { assertVerificationKeyAcceptable, releaseProofWorkers } from '@postern/proof/verify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  applyBeacon,
  contributeToKey,
  exportKey,
  finalizeCeremony,
  hashFile,
  identifyPowersOfTau,
  newestKey,
  type PublishedPowersOfTau,
  PUBLISHED,
  readRecord,
  readTypedText,
  receiveContribution,
  startCeremony,
  transcriptText,
  verifyCeremony,
} from './index.mjs';
import { makeTinyCircuit, makeTinyPowersOfTau, type TinyCircuit } from './make-tiny-circuit.ts';

const BUILD = fileURLToPath(new URL('../build', import.meta.url));
const NOW = 1_795_262_400;
const BEACON = { hex: 'ab'.repeat(32), iterationsExp: 10, source: 'block 21000000 of Ethereum' };

let folder: string;
let tiny: TinyCircuit;
let otherCircuit: TinyCircuit;
let powersOfTau: string;
let otherPowers: string;
/** Stands for snarkjs' table: names our tiny file as one of the published ones. */
let published: PublishedPowersOfTau;
let made = 0;
const at = (name: string) => path.join(folder, name);

/** One contributor on a machine of their own: files in, files out. */
async function contribute(options: { from: string; name: string; text?: string }) {
  const { from, name, text } = options;
  made += 1;
  const output = at(`given-${made}.zkey`);
  const attestation = `${output}.txt`;
  const told = await contributeToKey({
    input: from,
    output,
    attestation,
    name,
    now: NOW,
    ...(text === undefined ? {} : { text }),
  });
  return { ...told, file: output, attestation };
}

async function start(name: string, options: { published?: PublishedPowersOfTau } = {}) {
  const directory = at(name);
  const inputs = { directory, r1cs: tiny.r1cs, powersOfTau, ...options };
  await startCeremony({ ...inputs, circuit: 'kyc-presentation/1', now: NOW });
  const newest = async () => newestKey({ directory, record: await readRecord(directory) });
  const add = async (contributor: string) => {
    const given = await contribute({ from: await newest(), name: contributor });
    await receiveContribution({ ...inputs, ...given, now: NOW + 60 });
    return given;
  };
  return { directory, inputs, newest, add };
}

beforeAll(async () => {
  await mkdir(BUILD, { recursive: true });
  folder = await mkdtemp(path.join(BUILD, 'ceremony-test-'));
  tiny = await makeTinyCircuit({ folder, factor: 3 });
  otherCircuit = await makeTinyCircuit({ folder, factor: 5 });
  powersOfTau = await makeTinyPowersOfTau({ folder, byte: '11' });
  otherPowers = await makeTinyPowersOfTau({ folder, byte: '22' });
  const { blake2b } = await hashFile(powersOfTau);
  published = { name: 'Published for this test', files: [{ power: 5, file: 'tiny.ptau', blake2b }] };
}, 120_000);
afterAll(async () => {
  await releaseProofWorkers();
  await rm(folder, { recursive: true, force: true });
});

describe('the whole ceremony', () => {
  test('two contributors by file, beacon, production key, transcript', async () => {
    const { directory, inputs, add } = await start('whole', { published });
    const first = await add('Ada of Bank One');
    const second = await add('Grace of Protocol Two');
    await applyBeacon({ directory, ...BEACON, now: NOW + 120 });
    await finalizeCeremony({ ...inputs, production: true, now: NOW + 180 });
    const contributions = await verifyCeremony(inputs);
    expect(contributions.map(({ name }) => name)).toEqual(['Ada of Bank One', 'Grace of Protocol Two', BEACON.source]);
    expect(contributions.slice(0, 2).map(({ hash }) => hash)).toEqual([first.hash, second.hash]);

    const { manifest, vkey } = await exportKey({ directory, out: at('whole'), base: tiny.base });
    expect(manifest.development).toBe(false);
    expect(manifest.phase2.contributors.map(({ hash }) => hash)).toEqual([first.hash, second.hash]);
    await assertVerificationKeyAcceptable({ verificationKey: vkey, manifest, chainId: 1 });
    const solidity = await readFile(at('whole/KycPresentationVerifier.sol'), 'utf8');
    expect(solidity).toContain(`Verification key SHA-256 ${manifest.files.vkey.sha256}`);
    const transcript = transcriptText({ record: await readRecord(directory), manifest });
    expect(await readFile(at('whole/TRANSCRIPT.md'), 'utf8')).toBe(transcript);
    const { blake2b } = await hashFile(powersOfTau);
    for (const part of [first.hash, second.hash, first.sha256, second.sha256, blake2b, BEACON.hex]) {
      expect(transcript).toContain(part);
    }
    expect(transcript).not.toContain('DEVELOPMENT');
  });

  test('powers of tau made here end in a development key, said everywhere, and in no production key', async () => {
    const { directory, inputs, add } = await start('local');
    await add('Ada');
    await add('Grace');
    await applyBeacon({ directory, ...BEACON, now: NOW });
    await expect(finalizeCeremony({ ...inputs, production: true, now: NOW })).rejects.toMatchObject({
      code: 'ERR_CEREMONY_POWERS_OF_TAU_DEVELOPMENT',
    });
    await expect(exportKey({ directory, out: at('local'), base: tiny.base })).rejects.toMatchObject({
      code: 'ERR_CEREMONY_STATE',
    });
    // Neither when the record says that they are published ones.
    const record = await readFile(path.join(directory, 'ceremony.json'), 'utf8');
    await writeFile(
      path.join(directory, 'ceremony.json'),
      record.replace('"kind": "development"', '"kind": "perpetual"'),
    );
    const foreign = { code: 'ERR_CEREMONY_POWERS_OF_TAU' };
    await expect(finalizeCeremony({ ...inputs, production: true, now: NOW })).rejects.toMatchObject(foreign);
    await expect(verifyCeremony(inputs)).rejects.toMatchObject(foreign);
    await writeFile(path.join(directory, 'ceremony.json'), record);
    await finalizeCeremony({ ...inputs, production: false, now: NOW });
    const { manifest, vkey } = await exportKey({ directory, out: at('local'), base: tiny.base });
    expect(manifest.development).toBe(true);
    expect(manifest.powersOfTau.source).toBe('made for development');
    expect(await readFile(at('local/TRANSCRIPT.md'), 'utf8')).toContain('**DEVELOPMENT KEY.**');
    await assertVerificationKeyAcceptable({ verificationKey: vkey, manifest, chainId: 31_337 });
    await expect(
      assertVerificationKeyAcceptable({ verificationKey: vkey, manifest, chainId: 1 }),
    ).rejects.toMatchObject({ code: 'ERR_VERIFICATION_KEY_DEVELOPMENT' });
    await expect(exportKey({ directory, out: at('local'), base: otherCircuit.base })).rejects.toMatchObject({
      code: 'ERR_CEREMONY_R1CS',
    });
  });

  test('one contributor twice is not two', async () => {
    const { directory, inputs, add } = await start('alone', { published });
    await add('Ada Lovelace');
    await add('ada  lovelace');
    await applyBeacon({ directory, ...BEACON, now: NOW });
    await expect(finalizeCeremony({ ...inputs, production: true, now: NOW })).rejects.toMatchObject({
      code: 'ERR_CEREMONY_TOO_FEW',
    });
  });
});

describe('what is refused', () => {
  let ceremony: Awaited<ReturnType<typeof start>>;
  let given: Awaited<ReturnType<typeof contribute>>;
  beforeAll(async () => {
    ceremony = await start('refusals');
    await ceremony.add('Ada');
    given = await contribute({ from: await ceremony.newest(), name: 'Grace' });
  });
  const receive = (changes: object) =>
    receiveContribution({ ...ceremony.inputs, file: given.file, attestation: given.attestation, now: NOW, ...changes });

  test('another circuit, other powers of tau', async () => {
    await expect(receive({ r1cs: otherCircuit.r1cs })).rejects.toMatchObject({ code: 'ERR_CEREMONY_R1CS' });
    await expect(receive({ powersOfTau: otherPowers })).rejects.toMatchObject({ code: 'ERR_CEREMONY_POWERS_OF_TAU' });
    await expect(verifyCeremony({ ...ceremony.inputs, r1cs: otherCircuit.r1cs })).rejects.toMatchObject({
      code: 'ERR_CEREMONY_R1CS',
    });
    await expect(verifyCeremony({ ...ceremony.inputs, powersOfTau: otherPowers })).rejects.toMatchObject({
      code: 'ERR_CEREMONY_POWERS_OF_TAU',
    });
  });

  test('a key of another circuit', async () => {
    const directory = at('other');
    await startCeremony({ directory, circuit: 'other/1', r1cs: otherCircuit.r1cs, powersOfTau, now: NOW });
    const foreign = await contribute({ from: path.join(directory, '0000.zkey'), name: 'Mallory' });
    await expect(receive(foreign)).rejects.toMatchObject({ code: 'ERR_CEREMONY_CIRCUIT' });
  });

  test('a skipped contribution, two at once, none', async () => {
    const skipping = await contribute({ from: path.join(ceremony.directory, '0000.zkey'), name: 'Skipper' });
    const code = { code: 'ERR_CEREMONY_HISTORY' };
    await expect(receive(skipping)).rejects.toMatchObject(code);
    const twice = await contribute({ from: given.file, name: 'Grace again' });
    await expect(receive(twice)).rejects.toMatchObject(code);
    await expect(receive({ file: await ceremony.newest() })).rejects.toMatchObject(code);
    const twiceSkipping = await contribute({ from: skipping.file, name: 'Skipper again' });
    await expect(receive(twiceSkipping)).rejects.toMatchObject(code);
  });

  test('tampered bytes, wherever they are', async () => {
    const original = await readFile(given.file);
    const sections = findSections(original);
    const tamper = async (change: (bytes: Buffer) => void) => {
      const bytes = Buffer.from(original);
      change(bytes);
      await writeFile(at('tampered.zkey'), bytes);
      return receive({ file: at('tampered.zkey') });
    };
    const flip = (position: number) => (bytes: Buffer) => {
      bytes[position] = bytes[position]! ^ 1;
    };
    const contributions = sections.get(10)!;
    await expect(tamper(flip(0))).rejects.toMatchObject({ code: 'ERR_CEREMONY_FILE_MALFORMED' });
    await expect(tamper(flip(contributions))).rejects.toMatchObject({ code: 'ERR_CEREMONY_CIRCUIT' });
    // The first contributor's public key.
    await expect(tamper(flip(contributions + 68 + 70))).rejects.toMatchObject({ code: 'ERR_CEREMONY_HISTORY' });
    // A point of the part that contributions change: off the curve, then another point of the curve.
    await expect(tamper(flip(sections.get(9)!))).rejects.toMatchObject({ code: 'ERR_CEREMONY_POINT' });
    for (const id of [8, 9]) {
      const first = sections.get(id)!;
      const swapped = tamper((bytes) => {
        bytes.copyWithin(first + 64, first, first + 64);
      });
      await expect(swapped).rejects.toMatchObject({ code: 'ERR_CEREMONY_CHAIN' });
    }
    // What contributions leave alone is compared with the initial key.
    await expect(tamper(flip(sections.get(5)!))).rejects.toMatchObject({ code: 'ERR_CEREMONY_CHAIN' });
    // δ put back to the generator: anybody could forge.
    const header = sections.get(2)!;
    const noDelta = tamper((bytes) => {
      const deltaG2 = header + 84 + 64 + 64 + 128 + 128 + 64;
      bytes.copyWithin(deltaG2, deltaG2 - 64 - 128, deltaG2 - 64);
    });
    await expect(noDelta).rejects.toMatchObject({ code: 'ERR_CEREMONY_CHAIN' });
  });

  test('an attestation about something else', async () => {
    const text = await readFile(given.attestation, 'utf8');
    const changed = at('changed.txt');
    for (const [from, to] of [
      [given.hash, given.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
      [given.sha256, '0'.repeat(64)],
      ['Grace', 'Eve'],
    ] as const) {
      await writeFile(changed, text.replace(from, to));
      await expect(receive({ attestation: changed })).rejects.toMatchObject({ code: 'ERR_CEREMONY_ATTESTATION' });
    }
  });

  test('another name on a recorded contribution, and a name that no contributor can give', async () => {
    // A contribution's hash does not cover its name.
    const rename = async (from: string, to: string) => {
      const bytes = await readFile(given.file);
      bytes.write(to, bytes.indexOf(from, findSections(bytes).get(10)), 'latin1');
      await writeFile(at('renamed.zkey'), bytes);
      const { sha256 } = await hashFile(at('renamed.zkey'));
      const text = (await readFile(given.attestation, 'utf8')).replace(from, to).replace(given.sha256, sha256);
      await writeFile(at('renamed.txt'), text);
      return receive({ file: at('renamed.zkey'), attestation: at('renamed.txt') });
    };
    await expect(rename('Ada', 'Eve')).rejects.toMatchObject({ code: 'ERR_CEREMONY_HISTORY' });
    await expect(rename('Grace', 'Gr\u001B[2')).rejects.toMatchObject({ code: 'ERR_CEREMONY_USAGE' });
  });

  test('a record that names a file outside its folder', async () => {
    const directory = at('outside');
    await mkdir(directory);
    const text = await readFile(path.join(ceremony.directory, 'ceremony.json'), 'utf8');
    await writeFile(path.join(directory, 'ceremony.json'), text.replace('"0001.zkey"', '"../refusals/0001.zkey"'));
    await expect(readRecord(directory)).rejects.toMatchObject({ code: 'ERR_CEREMONY_STATE' });
  });

  test('anything after the beacon, a beacon without a contribution, a second start', async () => {
    const { directory, inputs, newest, add } = await start('closed');
    const state = { code: 'ERR_CEREMONY_STATE' };
    await expect(applyBeacon({ directory, ...BEACON, now: NOW })).rejects.toMatchObject(state);
    await add('Ada');
    await expect(finalizeCeremony({ ...inputs, production: false, now: NOW })).rejects.toMatchObject(state);
    await applyBeacon({ directory, ...BEACON, now: NOW });
    await expect(contribute({ from: await newest(), name: 'Late' })).rejects.toMatchObject(state);
    await expect(applyBeacon({ directory, ...BEACON, now: NOW })).rejects.toMatchObject(state);
    await expect(startCeremony({ ...inputs, circuit: 'again/1', now: NOW })).rejects.toMatchObject(state);
    // Another key file in the place of the final one.
    await copyFile(path.join(directory, '0001.zkey'), await newest());
    await expect(verifyCeremony(inputs)).rejects.toMatchObject({ code: 'ERR_CEREMONY_HISTORY' });
  });

  test('names and beacons of another form, files that are no powers of tau', async () => {
    const usage = { code: 'ERR_CEREMONY_USAGE' };
    for (const name of ['', 'x'.repeat(65), 'Zoë', ' Ada', 'Ada ']) {
      await expect(contribute({ from: await ceremony.newest(), name })).rejects.toMatchObject(usage);
    }
    for (const beacon of [
      { hex: 'xy' },
      { hex: 'ab' },
      { iterationsExp: 9 },
      { iterationsExp: 10.5 },
      { iterationsExp: Number.NaN },
    ]) {
      const options = { directory: ceremony.directory, ...BEACON, ...beacon, now: NOW };
      await expect(applyBeacon(options)).rejects.toMatchObject(usage);
    }
    for (const file of [tiny.r1cs, at('powers-11.beacon')]) {
      await expect(identifyPowersOfTau({ file })).rejects.toMatchObject({ code: 'ERR_CEREMONY_POWERS_OF_TAU' });
    }
  });
});

test('text of others cannot pass for text of the transcript', async () => {
  const record = await readRecord(at('refusals'));
  const name = 'x\\| 9 | [y](https://example.org) <b>z</b> `q` **w** &lt;';
  const beacon = { ...BEACON, source: name, hash: 'h', file: 'f', sha256: 's', date: NOW };
  const transcript = transcriptText({
    record: { ...record, beacon, contributions: record.contributions.map((each) => ({ ...each, name })) },
  });
  const lines = transcript.split('\n').filter((line) => line.includes('example'));
  expect(lines).toHaveLength(2);
  // Backslash pairs first: what is left before a pipe escapes it.
  const columns = lines.map((line) => line.replaceAll(/\\./g, '').split('|').length - 2);
  expect(columns).toEqual([6, 2]);
  for (const line of lines) expect(line.replaceAll(/\\./g, '')).not.toMatch(/[<&[*]|`q/);
});

test('the published table holds one BLAKE2b hash for each power', () => {
  expect(PUBLISHED.files.map(({ power }) => power)).toEqual(Array.from({ length: 21 }, (_, index) => 8 + index));
  expect(PUBLISHED.files.every(({ blake2b }) => /^[0-9a-f]{128}$/.test(blake2b))).toBe(true);
  expect(new Set(PUBLISHED.files.map(({ blake2b }) => blake2b)).size).toBe(21);
});

test('typed text is read without being shown', async () => {
  const shown: string[] = [];
  const text = await readTypedText({
    input: Readable.from(['my dog', ' barks\nrest']),
    write: (line) => shown.push(line),
  });
  expect([text, shown]).toEqual(['my dog barks', []]);
});

/** Start of each section's content, by id. */
function findSections(bytes: Buffer): Map<number, number> {
  const sections = new Map<number, number>();
  for (let position = 12; position < bytes.length; ) {
    sections.set(bytes.readUInt32LE(position), position + 12);
    position += 12 + Number(bytes.readBigUInt64LE(position + 4));
  }
  return sections;
}
