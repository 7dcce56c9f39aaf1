// `npm run bench proof`: size of the circuit and its artifacts, time of a proof and of a verification, in Node and in
// Chromium on this machine. Medians; CPU is that of all threads. Fails over a target of the table in circuits/README.md.
import os from 'node:os';
import process from 'node:process';

import { circuitManifest, createCircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation, type ProverEngineName, type ProvingStep, releaseProofWorkers } from '@postern/proof/prove';
import { askSnarkjs, kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';

import { createFixture } from '../test/fixture.ts';
import { measureInBrowser } from './lib/measure-in-browser.mjs';

const ROUNDS = 7;
const MEGABYTE = 1_000_000;

type Row = { what: string; value: number; unit: string; target?: number };
type Sample = { wall: number; cpu: number };
const walls = (samples: readonly Sample[]) => median(samples.map((sample) => sample.wall));
const cpus = (samples: readonly Sample[]) => median(samples.map((sample) => sample.cpu));

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)]!;
}

/** How many times as long the reference takes: by the clock, with our threads against its one, and by CPU. */
function compare(options: { ours: readonly Sample[]; snarkjs: readonly Sample[] }): Row[] {
  const { ours, snarkjs } = options;
  return [
    { what: 'snarkjs : ours', value: walls(snarkjs) / walls(ours), unit: '×' },
    { what: 'snarkjs : ours, CPU', value: cpus(snarkjs) / cpus(ours), unit: '×' },
  ];
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
const prove = (engine: ProverEngineName = 'fast') =>
  createPresentation({
    inputs,
    artifacts,
    engine,
    keepWorkers: true,
    onProgress: (step) => {
      started[step] = performance.now();
    },
  });

const cold = await measure(async () => void (await prove()));
const presentation = await prove();
const proofs: Sample[] = [];
const references: Sample[] = [];
const witnesses: number[] = [];
// By turns, so that both meet the same machine.
for (let round = 0; round < ROUNDS; round += 1) {
  started = {};
  proofs.push(await measure(async () => void (await prove())));
  witnesses.push(started.prove! - started.witness!);
  references.push(await measure(async () => void (await prove('snarkjs'))));
}
const verifications: number[] = [];
const seconds: number[] = [];
for (let round = 0; round < 3 * ROUNDS; round += 1) {
  const given = { presentation, verificationKey: kycPresentationVerificationKey };
  verifications.push((await measure(async () => void (await verifyPresentationProof(given)))).wall);
  seconds.push((await measure(async () => void (await askSnarkjs(given)))).wall);
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
  { what: 'witness + proof, warm', value: walls(proofs), unit: 'ms', target: 2_000 },
  { what: 'witness + proof, warm, CPU', value: cpus(proofs), unit: 'ms', target: 3_200 },
  { what: 'the same by snarkjs', value: walls(references), unit: 'ms' },
  { what: 'the same by snarkjs, CPU', value: cpus(references), unit: 'ms' },
  ...compare({ ours: proofs, snarkjs: references }),
  { what: 'verify', value: median(verifications), unit: 'ms', target: 35 },
  { what: 'verify by snarkjs', value: median(seconds), unit: 'ms' },
];
for (const { isolated, cold: first, warm, reference } of inBrowser ?? []) {
  const where = `browser, ${isolated ? 'isolated' : 'not isolated'}`;
  rows.push({ what: `${where}, cold`, value: walls(first), unit: 'ms', target: 4_000 });
  rows.push({ what: `${where}, cold, CPU`, value: cpus(first), unit: 'ms' });
  rows.push({ what: `${where}, warm`, value: walls(warm), unit: 'ms', target: 2_000 });
  rows.push({ what: `${where}, warm, CPU`, value: cpus(warm), unit: 'ms' });
  rows.push({ what: `${where}, snarkjs`, value: walls(reference), unit: 'ms' });
}
process.stdout.write(
  `Node ${process.versions.node}, ${os.availableParallelism()} threads, ${os.cpus()[0]?.model ?? ''}\n`,
);
if (inBrowser === undefined) process.stdout.write('browser: not measured, the wallet is not built\n');
let missed = 0;
for (const { what, value, unit, target } of rows) {
  const isMissed = target !== undefined && value > target;
  if (isMissed) missed += 1;
  const figure = `${unit === 'MB' || unit === '×' ? value.toFixed(2) : Math.round(value)} ${unit}`.trim().padStart(10);
  const aim = target === undefined ? '' : `  target ${target} ${unit}${isMissed ? '  MISSED' : ''}`;
  process.stdout.write(`${what.padEnd(34)}${figure}${aim.trimEnd()}\n`);
}
process.exit(missed === 0 ? 0 : 1);
