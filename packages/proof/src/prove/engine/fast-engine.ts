import type { ArtifactSource } from '../../artifacts/artifact-source.ts';
import type { ProverEngine } from '../prover-engine.ts';
import { CALLING_THREAD, type ProverThread } from '../threads/prover-threads.ts';
import { createWitnessCalculator, type WitnessCalculator } from '../witness/create-witness-calculator.ts';
import { assembleProof } from './assemble-proof.ts';
import type { SumName } from './prover-thread.ts';
import { type ProvingKey, readProvingKey } from './read-proving-key.ts';
import { shareKey } from './share-key.ts';
import type { PlainPoint } from './sum-weighted-points.ts';

type Loaded = { key: ProvingKey; threads: ProverThread[]; calculator: WitnessCalculator };

const SUMS: readonly Exclude<SumName, 'H'>[] = ['B2', 'C', 'A', 'B1'];

/** Our engine: the sums of a proof on several threads, which keep their share of the key from one proof to the next. */
export function createFastEngine(options: {
  artifacts: ArtifactSource;
  randomBytes: (length: number) => Uint8Array;
}): ProverEngine {
  const { artifacts, randomBytes } = options;
  const { threads: available = CALLING_THREAD } = artifacts;
  let loading: Promise<Loaded> | undefined;
  let started: ProverThread[] = [];

  const load = async (signal: AbortSignal | undefined): Promise<Loaded> => {
    const threads: ProverThread[] = [];
    // Filled one by one: when the last one does not start, the others still end.
    started = threads;
    while (threads.length < available.count) threads.push(available.start());
    const loadOptions = signal === undefined ? {} : { signal };
    const loadCalculator = async () => createWitnessCalculator(await artifacts.load('wasm', loadOptions));
    const loadKey = async (): Promise<ProvingKey> => {
      const key = readProvingKey(await artifacts.load('zkey', loadOptions));
      const quotient = { coefficients: key.coefficients, power: key.power };
      const shares = shareKey({ key, threads: available.count });
      await Promise.all(
        threads.map((thread, index) =>
          thread.send({ kind: 'load', shares: shares[index]!, ...(index === 0 ? { quotient } : {}) }),
        ),
      );
      return key;
    };
    const [calculator, key] = await Promise.all([loadCalculator(), loadKey()]);
    return { key, threads, calculator };
  };

  const stop = async (): Promise<void> => {
    const threads = started;
    started = [];
    loading = undefined;
    await Promise.all(threads.map(async (thread) => thread.terminate()));
  };

  const ready = async (signal: AbortSignal | undefined): Promise<Loaded> => {
    loading ??= load(signal);
    const attempt = loading;
    try {
      return await attempt;
    } catch (error) {
      // A cancelled loading can fail after the next one has begun, whose threads are not its own.
      if (loading === attempt) await stop();
      throw error;
    }
  };

  return {
    prepare: async (signal) => warmUp(await ready(signal)),
    compute: async ({ inputs, onProgress, signal }) => {
      onProgress('load');
      const { key, threads, calculator } = await ready(signal);
      signal?.throwIfAborted();
      onProgress('witness');
      const witness = calculator.calculate(inputs);
      try {
        signal?.throwIfAborted();
        onProgress('prove');
        const sums = await sumOnThreads(threads, witness);
        const proof = await assembleProof({ key, sums, randomBytes });
        return { proof, publicSignals: readPublicSignals(witness, key.publicCount) };
      } finally {
        witness.fill(0);
        for (const thread of threads) thread.send({ kind: 'forget' }).catch(() => {});
      }
    },
    stop,
  };
}

/** The first thread computes the scalars of H for all while the others have begun with the rest. */
async function sumOnThreads(
  threads: readonly ProverThread[],
  witness: Uint8Array,
): Promise<Record<SumName, PlainPoint[]>> {
  const sums: Record<SumName, PlainPoint[]> = { A: [], B1: [], B2: [], C: [], H: [] };
  const received = threads.map((thread) => thread.send({ kind: 'witness', witness }));
  const scalarsOfH = threads[0]!.send({ kind: 'quotient' });
  const sum = async (thread: ProverThread, name: SumName): Promise<void> => {
    const { sum: point } = await thread.send({ kind: 'sum', name });
    sums[name].push(point);
  };
  const summed = threads.flatMap((thread, index) => {
    const sumH = async (): Promise<void> => {
      const { scalars } = await scalarsOfH;
      if (index > 0) await thread.send({ kind: 'scalars of H', scalars: scalars! });
      await sum(thread, 'H');
    };
    return [...SUMS.map((name) => sum(thread, name)), sumH()];
  });
  try {
    // A thread that did not take the witness would sum with an older one.
    await Promise.all([...received, ...summed]);
  } finally {
    void scalarsOfH.then(({ scalars }) => scalars?.fill(0)).catch(() => {});
  }
  return sums;
}

/** Sums for made-up scalars: the engine compiles what is hot before the first real proof. */
async function warmUp({ key, threads }: Loaded): Promise<void> {
  const scalars = Uint8Array.from({ length: 32 * key.wires }, (_, index) =>
    index % 32 === 31 ? 1 : (index * 37) & 0xff,
  );
  await sumOnThreads(threads, scalars);
}

/** Wires 1…n, after the constant one. */
function readPublicSignals(witness: Uint8Array, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const bytes = witness.subarray(32 * (index + 1), 32 * (index + 2));
    return bytes.reduceRight((value, byte) => (value << 8n) + BigInt(byte), 0n).toString();
  });
}
