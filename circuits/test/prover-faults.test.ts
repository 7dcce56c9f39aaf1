import { createCircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { type ArtifactSource, createPresentation, createProver, type ProverThreads } from '@postern/proof/prove';
import { kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';
import * as snarkjs from 'snarkjs';
import { afterAll, expect, test, vi } from 'vitest';

import { createFixture } from './fixture.ts';

vi.setConfig({ testTimeout: 90_000 });

const verificationKey = kycPresentationVerificationKey;
const artifacts = createNodeArtifactSource();
const { threads: _, ...onCallingThread } = artifacts;
const inputs = createCircuitInputs(createFixture());

afterAll(async () => {
  await (globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }).curve_bn128?.terminate();
});

test('snarkjs accepts our proofs, and we accept one that snarkjs makes of the same statement', async () => {
  const ours = await createPresentation({ inputs, artifacts });
  const { a, b, c } = ours.proof;
  const proof = { pi_a: [...a, '1'], pi_b: [...b, ['1', '0']], pi_c: [...c, '1'], protocol: 'groth16', curve: 'bn128' };
  const verify = (publicSignals: readonly string[]) =>
    snarkjs.groth16.verify(verificationKey as never, [...publicSignals], proof as never);
  expect(await verify(ours.publicSignals)).toBe(true);
  expect(await verify(ours.publicSignals.with(0, '1'))).toBe(false);

  const [wasm, zkey] = [await artifacts.load('wasm'), await artifacts.load('zkey')];
  const theirs = await snarkjs.groth16.fullProve(inputs as never, wasm, zkey);
  expect(theirs.publicSignals).toEqual(ours.publicSignals);
  const { pi_a, pi_b, pi_c } = theirs.proof;
  const presentation = {
    ...ours,
    proof: { a: pi_a.slice(0, 2), b: pi_b.slice(0, 2), c: pi_c.slice(0, 2) },
  } as typeof ours;
  const signals = await verifyPresentationProof({ presentation, verificationKey });
  expect(signals.scope).toBe(777n);
});

/** Offset of section `id` in a key file. */
function findSection(zkey: Uint8Array, id: number): number {
  const view = new DataView(zkey.buffer, zkey.byteOffset, zkey.byteLength);
  for (let at = 12; at < zkey.byteLength; at += 12 + Number(view.getBigUint64(at + 4, true))) {
    if (view.getUint32(at, true) === id) return at + 12;
  }
  throw new RangeError('No such section.');
}

test.each([
  ['another point of the curve', (points: Uint8Array) => points.set(points.slice(128, 192), 64)],
  ['a point off the curve', (points: Uint8Array) => points.set([points[64]! ^ 1], 64)],
])('gives no proof away that was made with %s in the key', async (_name, corrupt) => {
  const load: ArtifactSource['load'] = async (name) => {
    const bytes = (await artifacts.load(name)).slice();
    // The H points: none of them is at infinity.
    if (name === 'zkey') corrupt(bytes.subarray(findSection(bytes, 9)));
    return bytes;
  };
  // Neither by our engine nor by the reference, which takes over with the same key.
  for (const engine of ['fast', 'snarkjs'] as const) {
    const proving = createPresentation({ inputs, artifacts: { load }, engine });
    await expect(proving).rejects.toMatchObject({ code: 'ERR_PROVING_FAULTY', details: { engine: 'snarkjs' } });
  }
});

test('a cancelled loading that fails late leaves the threads of the next proof alone', async () => {
  let failLate = (_error: Error): void => {};
  const late = new Promise<Uint8Array>((_, reject) => (failLate = reject));
  let loads = 0;
  const load: ArtifactSource['load'] = async (name) => {
    if (name !== 'zkey') return artifacts.load(name);
    loads += 1;
    if (loads === 1) return late;
    failLate(new Error('connection lost'));
    // The first loading fails before this one goes on.
    await new Promise(setImmediate);
    return artifacts.load(name);
  };
  const prover = createProver({ artifacts: { load, threads: { ...artifacts.threads!, count: 1 } } });
  try {
    const controller = new AbortController();
    const cancelled = prover.prove({ inputs, signal: controller.signal });
    await expect.poll(() => loads).toBe(1);
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
    await prover.prove({ inputs });
  } finally {
    await prover.close();
  }
});

test('who cancels while another proof is under way does not wait for it', async () => {
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const load: ArtifactSource['load'] = async (name) => {
    await gate;
    return artifacts.load(name);
  };
  const prover = createProver({ artifacts: { load } });
  const first = prover.prepare();
  const controller = new AbortController();
  const waiting = prover.prove({ inputs, signal: controller.signal });
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
  open();
  await first;
  await prover.close();
});

test('ends the threads that started when another does not', async () => {
  const ended: number[] = [];
  const threads: ProverThreads = {
    count: 3,
    start: () => {
      if (ended.length === 0 && started === 2) throw new Error('no more workers');
      started += 1;
      const number = started;
      return { send: () => Promise.resolve({}), terminate: () => void ended.push(number) };
    },
  };
  let started = 0;
  const prover = createProver({ artifacts: { ...onCallingThread, threads } });
  await expect(prover.prepare()).rejects.toThrow();
  expect(ended).toEqual([1, 2]);
  await prover.close();
});
