/** The command line of the ceremony. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PosternError } from '@postern/primitives';
import * as ceremony from '../../ceremony/index.mjs';
import { generateFiles } from './generate-files.mjs';
import { artifactsDir, buildDir, circuitName, rootDir } from './paths.mjs';
import { writeChangedFiles } from './write-artifacts.mjs';

const TEXT_OPTIONS = ['dir', 'r1cs', 'ptau', 'in', 'out', 'attestation', 'name', 'hex', 'iterations-exp', 'source'];
const write = (text) => process.stdout.write(text);
const now = () => Math.floor(Date.now() / 1000);

const STEPS = {
  start: async ({ directory, r1cs, powersOfTau }) => {
    const circuit = `${circuitName}/1`;
    const record = await ceremony.startCeremony({ directory, circuit, r1cs, powersOfTau, now: now() });
    write(`circuit hash ${record.circuitHash}\npowers of tau: ${describePowers(record)}\n`);
    write(`first file: ${path.join(directory, record.initial.file)}\n`);
  },
  contribute: async ({ values }) => {
    const text = values.type ? await ceremony.readTypedText({ input: process.stdin, write }) : '';
    const [input, output] = [need(values, 'in'), need(values, 'out')];
    const attestation = need(values, 'attestation');
    const name = need(values, 'name');
    const { hash, sha256 } = await ceremony.contributeToKey({ input, output, attestation, name, text, now: now() });
    write(`contribution hash ${hash}\nfile SHA-256 ${sha256}\nSend ${output} and ${attestation}; publish the hash.\n`);
  },
  receive: async ({ directory, r1cs, powersOfTau, values }) => {
    const [file, attestation] = [need(values, 'in'), need(values, 'attestation')];
    const options = { directory, file, attestation, r1cs, powersOfTau, now: now() };
    const { contributions } = await ceremony.receiveContribution(options);
    const { name, hash, file: kept } = contributions.at(-1);
    write(`received ${contributions.length}: ${name} ${hash}\nnext file: ${path.join(directory, kept)}\n`);
  },
  verify: async ({ directory, r1cs, powersOfTau, values }) => {
    const file = values.in === undefined ? {} : { file: values.in };
    const contributions = await ceremony.verifyCeremony({ directory, r1cs, powersOfTau, ...file });
    for (const [index, { name, hash }] of contributions.entries()) write(`${index + 1} ${name} ${hash}\n`);
    write('every contribution follows from the one before it\n');
  },
  beacon: async ({ directory, values }) => {
    const iterationsExp = Number(need(values, 'iterations-exp'));
    const options = { hex: need(values, 'hex'), iterationsExp, source: need(values, 'source') };
    const { beacon } = await ceremony.applyBeacon({ directory, ...options, now: now() });
    write(`beacon contribution ${beacon.hash}\n`);
  },
  finalize: async ({ directory, r1cs, powersOfTau, values }) => {
    const production = values.production === true;
    const { final } = await ceremony.finalizeCeremony({ directory, r1cs, powersOfTau, production, now: now() });
    write(`${production ? 'production' : 'DEVELOPMENT'} key ${final.sha256}\n`);
  },
  export: async ({ directory, values }) => {
    const base = JSON.parse(await readFile(path.join(artifactsDir, 'manifest.json'), 'utf8'));
    const out = values.install ? artifactsDir : need(values, 'out');
    const { manifest, vkey } = await ceremony.exportKey({ directory, out, base });
    if (values.install) {
      const files = await generateFiles({ manifest, vkey });
      await writeChangedFiles({ files, root: rootDir, log: (line) => write(`${line}\n`) });
      write('Now build the contracts, and make the test vectors again: circuits/bin/create-vector.mjs.\n');
    }
    write(`written to ${out}; verification key ${manifest.files.vkey.sha256}\n`);
  },
  transcript: async ({ directory }) => write(ceremony.transcriptText({ record: await ceremony.readRecord(directory) })),
};

/**
 * @param {string[]} argv step and options
 * @returns {Promise<boolean>} false when the step is refused
 */
export async function runCeremonyStep(argv) {
  const [step, ...args] = argv;
  const options = Object.fromEntries(TEXT_OPTIONS.map((name) => [name, { type: 'string' }]));
  for (const name of ['type', 'production', 'install']) options[name] = { type: 'boolean' };
  try {
    if (!Object.hasOwn(STEPS, step ?? '')) throw usage(`Say which step: ${Object.keys(STEPS).join(', ')}.`);
    const { values } = parseArgs({ args, options });
    const needsPowers = ['start', 'receive', 'verify', 'finalize'].includes(step);
    await STEPS[step]({
      values,
      directory: values.dir ?? path.join(buildDir, 'ceremony'),
      r1cs: values.r1cs ?? path.join(buildDir, `${circuitName}.r1cs`),
      ...(needsPowers ? { powersOfTau: need(values, 'ptau') } : {}),
    });
    return true;
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    process.stderr.write(`refused: ${error.message} (${error.code})\n`);
    return false;
  }
}

function describePowers({ powersOfTau }) {
  return powersOfTau.kind === 'perpetual'
    ? powersOfTau.name
    : 'DEVELOPMENT: not among the published ones; no production key can come from them';
}

function need(values, name) {
  if (values[name] === undefined) throw usage(`--${name} is missing.`);
  return values[name];
}

function usage(message) {
  return new ceremony.CeremonyError('ERR_CEREMONY_USAGE', message);
}
