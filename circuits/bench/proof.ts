// `npm run bench proof`: size of the circuit and its artifacts, time of a proof and of a verification, in Node and in
// Chromium on this machine. Medians; CPU is that of all threads. Fails over a target of the table in circuits/README.md.
import os from 'node:os';
import process from 'node:process';

import { circuitManifest, createCircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation, type ProvingStep, releaseProofWorkers } from '@postern/proof/prove';
import { kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';

import { createFixture } from '../test/fixture.ts';
import { measureInBrowser } from './lib/measure-in-browser.mjs';

const ROUNDS = 7;
const MEGABYTE = 1_000_000;

type Row = { what: string; value: number; unit: string; target?: number };
type Sample = { wall: number; cpu: number };

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)]!;
}

async function measure(run: () => Promise<void>): Promise<Sample> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

const artifacts = createNodeArtifactSource();
const inputs = createCircuitInputs(createFixture());
let started: Partial<Record<ProvingStep, number>> = {};
const prove = () =>
  createPresentation({
    inputs,
    artifacts,
    keepWorkers: true,
    onProgress: (step) => {
      started[step] = performance.now();
    },
  });

const cold = await measure(async () => void (await prove()));
const presentation = await prove();
const proofs: Sample[] = [];
const witnesses: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  started = {};
  proofs.push(await measure(async () => void (await prove())));
  witnesses.push(started.prove! - started.witness!);
}
const verifications: number[] = [];
for (let round = 0; round < 3 * ROUNDS; round += 1) {
  const { wall } = await measure(
    async () => void (await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey })),
  );
  verifications.push(wall);
}
await releaseProofWorkers();
const inBrowser = await measureInBrowser({ inputs, rounds: ROUNDS });

const { wasm, zkey } = circuitManifest.files;
const rows: Row[] = [
  { what: 'constraints', value: circuitManifest.constraints, unit: '', target: 16_375 },
  { what: 'zkey + wasm, brotli', value: (wasm.brotli.bytes + zkey.brotli.bytes) / MEGABYTE, unit: 'MB', target: 12 },
  { what: 'first proof, artifacts from disk', value: cold.wall, unit: 'ms' },
  { what: 'first proof, CPU', value: cold.cpu, unit: 'ms' },
  { what: 'witness', value: median(witnesses), unit: 'ms' },
  { what: 'witness + proof, warm', value: median(proofs.map((sample) => sample.wall)), unit: 'ms', target: 2_000 },
  { what: 'witness + proof, warm, CPU', value: median(proofs.map((sample) => sample.cpu)), unit: 'ms', target: 3_200 },
  { what: 'verify', value: median(verifications), unit: 'ms', target: 35 },
];
for (const { isolated, cold: first, warm } of inBrowser ?? []) {
  const where = `browser, ${isolated ? 'isolated' : 'not isolated'}`;
  const walls = (samples: readonly Sample[]) => median(samples.map((sample) => sample.wall));
  const cpus = (samples: readonly Sample[]) => median(samples.map((sample) => sample.cpu));
  rows.push({ what: `${where}, cold`, value: walls(first), unit: 'ms', target: 4_000 });
  rows.push({ what: `${where}, cold, CPU`, value: cpus(first), unit: 'ms' });
  rows.push({ what: `${where}, warm`, value: walls(warm), unit: 'ms', target: 2_000 });
  rows.push({ what: `${where}, warm, CPU`, value: cpus(warm), unit: 'ms' });
}
process.stdout.write(
  `Node ${process.versions.node}, ${os.availableParallelism()} threads, ${os.cpus()[0]?.model ?? ''}\n`,
);
if (inBrowser === undefined) process.stdout.write('browser: not measured, the wallet is not built\n');
let missed = 0;
for (const { what, value, unit, target } of rows) {
  const isMissed = target !== undefined && value > target;
  if (isMissed) missed += 1;
  const figure = `${unit === 'MB' ? value.toFixed(2) : Math.round(value)} ${unit}`.trim().padStart(10);
  const aim = target === undefined ? '' : `  target ${target} ${unit}${isMissed ? '  MISSED' : ''}`;
  process.stdout.write(`${what.padEnd(34)}${figure}${aim.trimEnd()}\n`);
}
process.exit(missed === 0 ? 0 : 1);
