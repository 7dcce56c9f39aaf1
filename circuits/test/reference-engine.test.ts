import { createCircuitInputs, layOutCircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import {
  type ArtifactSource,
  createPresentation,
  createProver,
  type MadeProof,
  type ProverThread,
  type ProvingStep,
} from '@postern/proof/prove';
import { kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';
import { describe, expect, test, vi } from 'vitest';

import { createFixture } from './fixture.ts';

// A proof by snarkjs takes some four seconds of CPU, more on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const artifacts = createNodeArtifactSource();
const inputs = createCircuitInputs(createFixture());
const falseInputs = layOutCircuitInputs(createFixture({ issuerId: 3 }));

type Request = Parameters<ProverThread['send']>[0];
type Answer = Awaited<ReturnType<ProverThread['send']>>;

/** Real threads, watched; `bend` may spoil what one of them answers. */
function watchThreads(bend: (request: Request, answer: () => Promise<Answer>) => Promise<Answer> = (_, run) => run()) {
  const asked: string[] = [];
  const ended = new Set<number>();
  let started = 0;
  const source: ArtifactSource = {
    ...artifacts,
    threads: {
      count: 2,
      start: () => {
        started += 1;
        const [number, thread] = [started, artifacts.threads!.start()];
        return {
          send: (request) => {
            asked.push(request.kind);
            return bend(request, () => thread.send(request));
          },
          terminate: () => {
            ended.add(number);
            return thread.terminate();
          },
        };
      },
    },
  };
  return {
    source,
    counts: () => ({ started, ended: ended.size }),
    references: () => asked.filter((kind) => kind === 'snarkjs').length,
  };
}

const expectStands = async ({ presentation }: MadeProof): Promise<void> => {
  const signals = await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
  expect(signals.scope).toBe(777n);
};

describe('snarkjs when it is asked for', () => {
  test('proves in a thread of its own that ends with the proof', async () => {
    const { source, counts } = watchThreads();
    const prover = createProver({ artifacts: source, engine: 'snarkjs' });
    const steps: ProvingStep[] = [];
    await prover.prepare();
    expect(counts().started).toBe(0);
    const made = await prover.prove({ inputs, onProgress: (step) => steps.push(step) });
    await expectStands(made);
    expect({ ...made, presentation: undefined }).toEqual({ presentation: undefined, engine: 'snarkjs' });
    expect(steps).toEqual(['load', 'prove', 'done']);
    expect(counts()).toEqual({ started: 1, ended: 1 });
    await prover.close();
  });

  test('proves in the calling thread where no thread can start', async () => {
    const threads = {
      count: 1,
      start: (): ProverThread => {
        throw new Error('no workers here');
      },
    };
    const uses: unknown[] = [];
    const options = { inputs, artifacts: { ...artifacts, threads }, onMade: (made: unknown) => uses.push(made) };
    const presentation = await createPresentation({ ...options, engine: 'snarkjs' });
    await expectStands({ presentation, engine: 'snarkjs' });
    await createPresentation(options);
    expect(uses).toEqual([{ engine: 'snarkjs' }, { engine: 'snarkjs', fellBack: 'ERR_PROVING_ENGINE_FAILED' }]);
  });

  test('refuses a false statement, and writes nowhere which part of it', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const proving = createPresentation({ inputs: falseInputs, artifacts, engine: 'snarkjs' });
      await expect(proving).rejects.toMatchObject({ code: 'ERR_PROVING_STATEMENT_FALSE' });
      await new Promise(setImmediate);
      expect(written.mock.calls.map(([text]) => String(text)).filter((text) => /template|line/i.test(text))).toEqual(
        [],
      );
    } finally {
      written.mockRestore();
    }
  });

  test('is cancelled in the middle, and closed', async () => {
    const { source, counts } = watchThreads();
    const prover = createProver({ artifacts: source, engine: 'snarkjs' });
    const controller = new AbortController();
    const onProgress = (step: ProvingStep) => {
      if (step === 'prove') setTimeout(() => controller.abort(), 300);
    };
    const begun = performance.now();
    const cancelled = prover.prove({ inputs, onProgress, signal: controller.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
    await expect.poll(counts).toEqual({ started: 1, ended: 1 });
    const closed = prover.prove({ inputs, onProgress: (step) => (step === 'prove' ? void prover.close() : undefined) });
    await expect(closed).rejects.toMatchObject({ code: 'ERR_PROVING_CLOSED' });
    expect(performance.now() - begun).toBeLessThan(60_000);
  });
});

describe('snarkjs when the fast engine is at fault', () => {
  test('takes over for a proof that does not stand, and only for that one', async () => {
    let spoiled = 1;
    const { source, references } = watchThreads(async (request, run) => {
      const answer = await run();
      if (request.kind !== 'sum' || request.name !== 'C' || spoiled === 0) return answer;
      spoiled -= 1;
      return { ...answer, sum: { x: [1n], y: [2n] } };
    });
    const prover = createProver({ artifacts: source });
    const steps: ProvingStep[] = [];
    const made = await prover.prove({ inputs, onProgress: (step) => steps.push(step) });
    expect([made.engine, made.fellBack]).toEqual(['snarkjs', 'ERR_PROVING_FAULTY']);
    expect(steps).toEqual(['load', 'witness', 'prove', 'load', 'prove', 'done']);
    await expectStands(made);
    const next = await prover.prove({ inputs });
    expect([next.engine, next.fellBack, references()]).toEqual(['fast', undefined, 1]);
    await prover.close();
  });

  test('takes over for a thread that does not take the witness, or dies', async () => {
    for (const fail of [
      () => Promise.reject(new RangeError('out of memory')),
      () => Promise.reject(new Error('The proving thread ended.')),
    ]) {
      const { source, counts } = watchThreads((request, run) => (request.kind === 'witness' ? fail() : run()));
      const prover = createProver({ artifacts: source });
      const made = await prover.prove({ inputs });
      expect([made.engine, made.fellBack]).toEqual(['snarkjs', 'ERR_PROVING_ENGINE_FAILED']);
      await expectStands(made);
      expect(counts()).toEqual({ started: 3, ended: 3 });
      await prover.close();
    }
  });

  test('is no way around a false statement', async () => {
    const { source, references } = watchThreads();
    const prover = createProver({ artifacts: source });
    await expect(prover.prove({ inputs: falseInputs })).rejects.toMatchObject({ code: 'ERR_PROVING_STATEMENT_FALSE' });
    expect(references()).toBe(0);
    await prover.close();
    // Nor when the fault comes before the witness.
    const broken = watchThreads((request, run) => (request.kind === 'load' ? Promise.reject(new Error()) : run()));
    const proving = createPresentation({ inputs: falseInputs, artifacts: broken.source });
    await expect(proving).rejects.toMatchObject({ code: 'ERR_PROVING_STATEMENT_FALSE' });
    expect(broken.references()).toBe(1);
  });

  test('is not asked about artifacts that cannot be had, nor after cancelling or closing', async () => {
    const { source, references } = watchThreads();
    const load: ArtifactSource['load'] = () => createNodeArtifactSource({ directory: '/nowhere' }).load('zkey');
    const proving = createPresentation({ inputs, artifacts: { ...source, load } });
    await expect(proving).rejects.toMatchObject({ code: 'ERR_ARTIFACT_UNAVAILABLE' });

    const prover = createProver({ artifacts: source });
    const controller = new AbortController();
    const onProgress = (step: ProvingStep) => (step === 'prove' ? controller.abort() : undefined);
    const cancelled = prover.prove({ inputs, onProgress, signal: controller.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
    const closed = prover.prove({ inputs, onProgress: (step) => (step === 'prove' ? void prover.close() : undefined) });
    await expect(closed).rejects.toMatchObject({ code: 'ERR_PROVING_CLOSED' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(references()).toBe(0);
  });

  test('is cancelled like the fast one', async () => {
    const { source, counts } = watchThreads((request, run) =>
      request.kind === 'witness' ? Promise.reject(new RangeError()) : run(),
    );
    const prover = createProver({ artifacts: source });
    const controller = new AbortController();
    let proofs = 0;
    const onProgress = (step: ProvingStep) => {
      if (step === 'prove') proofs += 1;
      if (proofs === 2) controller.abort();
    };
    const cancelled = prover.prove({ inputs, onProgress, signal: controller.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
    await expect.poll(counts).toEqual({ started: 3, ended: 3 });
    await prover.close();
  });
});
