import { PosternError } from '@postern/primitives';

import type { ArtifactSource } from '../artifacts/artifact-source.ts';
import { kycPresentationVerificationKey } from '../generated/verification-key.ts';
import type { CircuitInputs } from '../inputs/create-circuit-inputs.ts';
import { parsePresentation, type Presentation, PresentationError } from '../presentation/presentation.ts';
import { verifyPresentationProof } from '../verify/verify-presentation-proof.ts';
import { assembleProof } from './engine/assemble-proof.ts';
import type { SumName } from './engine/prover-thread.ts';
import { type ProvingKey, readProvingKey } from './engine/read-proving-key.ts';
import { shareKey } from './engine/share-key.ts';
import type { PlainPoint } from './engine/sum-weighted-points.ts';
import { CALLING_THREAD, type ProverThread } from './threads/prover-threads.ts';
import { createWitnessCalculator, type WitnessCalculator } from './witness/create-witness-calculator.ts';

/** No proof was made. */
export class ProvingError extends PosternError<
  'ERR_PROVING_STATEMENT_FALSE' | 'ERR_PROVING_CANCELLED' | 'ERR_PROVING_CLOSED' | 'ERR_PROVING_FAULTY'
> {}

export type ProvingStep = 'load' | 'witness' | 'prove' | 'done';

export type ProveOptions = {
  inputs: CircuitInputs;
  /** Told at the start of each step, and once at the end. */
  onProgress?: (step: ProvingStep) => void;
  /** Cancels: the promise rejects at once and the threads end. */
  signal?: AbortSignal;
};

/** Makes one proof after the other, and keeps what it loaded in between. */
export type Prover = {
  /** Loads artifacts, starts threads and warms them up before they are needed. @throws like `prove` */
  prepare(options?: { signal?: AbortSignal }): Promise<void>;
  /**
   * Every proof is verified before it is given away.
   *
   * @throws {ProvingError} the statement is false, the signal cancelled, the prover was closed, or the proof that was
   *   made does not stand: this machine computed or remembered something wrong
   * @throws {ArtifactError} the artifacts are missing or are not those of this release
   */
  prove(options: ProveOptions): Promise<Presentation>;
  /** Ends the threads; a proof that is under way is rejected. */
  close(): Promise<void>;
};

export type CreateProverOptions = {
  artifacts: ArtifactSource;
  randomBytes?: (length: number) => Uint8Array;
};

type Ready = { key: ProvingKey; threads: ProverThread[]; calculator: WitnessCalculator };

const SUMS: readonly Exclude<SumName, 'H'>[] = ['B2', 'C', 'A', 'B1'];

const systemRandom = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A prover over the given artifacts; starts nothing before the first use. */
export function createProver(options: CreateProverOptions): Prover {
  const { artifacts, randomBytes = systemRandom } = options;
  const { threads: available = CALLING_THREAD } = artifacts;
  let loading: Promise<Ready> | undefined;
  let started: ProverThread[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const load = async (signal: AbortSignal | undefined): Promise<Ready> => {
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

  const ready = async (signal: AbortSignal | undefined): Promise<Ready> => {
    if (isClosed) throw new ProvingError('ERR_PROVING_CLOSED', 'The prover was closed.');
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

  /** One at a time: a thread holds one witness. A cancelled one ends its threads and makes room at once. */
  const inTurn = async <Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> => {
    const turn = last.catch(() => {});
    const run = turn.then(async () => {
      assertNotCancelled(signal);
      const cancelled = whenCancelled(signal);
      try {
        return await Promise.race([work(), cancelled.promise]);
      } catch (error) {
        if (error instanceof ProvingError && error.code === 'ERR_PROVING_STATEMENT_FALSE') throw error;
        await stop();
        throw isClosed ? new ProvingError('ERR_PROVING_CLOSED', 'The prover was closed.', { cause: error }) : error;
      } finally {
        cancelled.forget();
      }
    });
    last = run;
    run.catch(() => {});
    // Who cancels while others prove does not wait for them; the run finds out when its turn comes.
    const cancelled = whenCancelled(signal);
    try {
      await Promise.race([turn, cancelled.promise]);
    } finally {
      cancelled.forget();
    }
    return run;
  };

  const prove = async ({ inputs, onProgress = () => {}, signal }: ProveOptions): Promise<Presentation> => {
    onProgress('load');
    const { key, threads, calculator } = await ready(signal);
    assertNotCancelled(signal);
    onProgress('witness');
    const witness = calculateWitness(calculator, inputs);
    try {
      assertNotCancelled(signal);
      onProgress('prove');
      const sums = await sumOnThreads(threads, witness);
      const proof = await assembleProof({ key, sums, randomBytes });
      const publicSignals = readPublicSignals(witness, key.publicCount);
      const presentation = await assertStands({ circuit: 'kyc-presentation/1', proof, publicSignals });
      onProgress('done');
      return presentation;
    } finally {
      witness.fill(0);
      for (const thread of threads) thread.send({ kind: 'forget' }).catch(() => {});
    }
  };

  return {
    prepare: ({ signal } = {}) => inTurn(signal, async () => warmUp(await ready(signal))),
    prove: (proveOptions) => inTurn(proveOptions.signal, () => prove(proveOptions)),
    close: async () => {
      isClosed = true;
      await stop();
    },
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

/**
 * Gives away nothing that does not stand. A fault in the arithmetic, in memory or in a thread would else be found by the
 * verifier, with the holder waiting; and two answers from one witness, one of them faulty, can tell on the witness.
 *
 * @throws {ProvingError} `ERR_PROVING_FAULTY`
 */
async function assertStands(made: unknown): Promise<Presentation> {
  try {
    const presentation = parsePresentation(made);
    await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
    return presentation;
  } catch (cause) {
    if (!(cause instanceof PresentationError)) throw cause;
    throw new ProvingError('ERR_PROVING_FAULTY', 'The proof that was made does not stand.', { cause });
  }
}

/** Sums for made-up scalars: the engine compiles what is hot before the first real proof. */
async function warmUp({ key, threads }: Ready): Promise<void> {
  const scalars = Uint8Array.from({ length: 32 * key.wires }, (_, index) =>
    index % 32 === 31 ? 1 : (index * 37) & 0xff,
  );
  await sumOnThreads(threads, scalars);
}

function calculateWitness(calculator: WitnessCalculator, inputs: CircuitInputs): Uint8Array {
  try {
    return calculator.calculate(inputs);
  } catch (cause) {
    throw new ProvingError('ERR_PROVING_STATEMENT_FALSE', 'The statement is false: there is no proof of it.', {
      cause,
    });
  }
}

/** Wires 1…n, after the constant one. */
function readPublicSignals(witness: Uint8Array, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const bytes = witness.subarray(32 * (index + 1), 32 * (index + 2));
    return bytes.reduceRight((value, byte) => (value << 8n) + BigInt(byte), 0n).toString();
  });
}

function assertNotCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelledError();
}

function whenCancelled(signal: AbortSignal | undefined): { promise: Promise<never>; forget: () => void } {
  let listener = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    listener = () => reject(cancelledError());
    signal?.addEventListener('abort', listener, { once: true });
  });
  return { promise, forget: () => signal?.removeEventListener('abort', listener) };
}

function cancelledError(): ProvingError {
  return new ProvingError('ERR_PROVING_CANCELLED', 'Proving was cancelled.');
}
