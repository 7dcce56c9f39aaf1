import { ArtifactError, type ArtifactSource } from '../artifacts/artifact-source.ts';
import { kycPresentationVerificationKey } from '../generated/verification-key.ts';
import type { CircuitInputs } from '../inputs/create-circuit-inputs.ts';
import { parsePresentation, type Presentation, PresentationError } from '../presentation/presentation.ts';
import { verifyPresentationProof } from '../verify/verify-presentation-proof.ts';
import { createFastEngine } from './engine/fast-engine.ts';
import type { ComputedProof, ComputeOptions, ProverEngine, ProverEngineName, ProvingStep } from './prover-engine.ts';
import { type EngineFault, ProvingError } from './proving-error.ts';
import { createSnarkjsEngine } from './snarkjs/snarkjs-engine.ts';

export type ProveOptions = {
  inputs: CircuitInputs;
  /** Told at the start of each step, and once at the end; from `load` again when the reference takes over. */
  onProgress?: (step: ProvingStep) => void;
  /** Cancels: the promise rejects at once and the threads end. */
  signal?: AbortSignal;
};

/** A proof and where it comes from. */
export type MadeProof = {
  presentation: Presentation;
  /** The engine that made it. */
  engine: ProverEngineName;
  /** Why it is not of the fast engine, which was asked first. */
  fellBack?: EngineFault;
};

/** Makes one proof after the other, and keeps what it loaded in between. */
export type Prover = {
  /** Loads artifacts, starts threads and warms them up before they are needed. @throws like `prove` */
  prepare(options?: { signal?: AbortSignal }): Promise<void>;
  /**
   * Every proof is verified before it is given away. When the fast engine is at fault the reference makes the proof; a
   * false statement is no fault and is refused at once.
   *
   * @throws {ProvingError} the statement is false, the signal cancelled, the prover was closed, or the last engine that
   *   was asked is at fault: its proof does not stand, or it made none
   * @throws {ArtifactError} the artifacts are missing or are not those of this release
   */
  prove(options: ProveOptions): Promise<MadeProof>;
  /** Ends the threads; a proof that is under way is rejected. */
  close(): Promise<void>;
};

export type CreateProverOptions = {
  artifacts: ArtifactSource;
  /** `fast` unless told, with the reference behind it; `snarkjs` asks the reference alone. */
  engine?: ProverEngineName;
  /** For the fast engine; the reference draws its own. */
  randomBytes?: (length: number) => Uint8Array;
};

const systemRandom = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A prover over the given artifacts; starts nothing before the first use. */
export function createProver(options: CreateProverOptions): Prover {
  const { artifacts, engine: first = 'fast', randomBytes = systemRandom } = options;
  const engines: Record<ProverEngineName, ProverEngine> = {
    fast: createFastEngine({ artifacts, randomBytes }),
    snarkjs: createSnarkjsEngine({ artifacts }),
  };
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const stop = async (): Promise<void> => void (await Promise.all([engines.fast.stop(), engines.snarkjs.stop()]));

  const assertOpen = (signal: AbortSignal | undefined): void => {
    if (signal?.aborted === true) throw cancelledError();
    if (isClosed) throw new ProvingError('ERR_PROVING_CLOSED', 'The prover was closed.');
  };

  /** One at a time: a thread holds one witness. A cancelled one ends its threads and makes room at once. */
  const inTurn = async <Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> => {
    const turn = last.catch(() => {});
    const run = turn.then(async () => {
      assertOpen(signal);
      const cancelled = whenCancelled(signal);
      try {
        return await Promise.race([work(), cancelled.promise]);
      } catch (error) {
        if (error instanceof ProvingError && error.code === 'ERR_PROVING_STATEMENT_FALSE') throw error;
        await stop();
        assertOpen(signal);
        throw error;
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

  const proveBy = async (engine: ProverEngineName, compute: ComputeOptions): Promise<Presentation> => {
    const computed = await engines[engine].compute(compute).catch((cause: unknown) => {
      throw nameFault(cause, engine);
    });
    return assertStands(computed, engine);
  };

  const prove = async ({ inputs, onProgress = () => {}, signal }: ProveOptions): Promise<MadeProof> => {
    const compute = { inputs, onProgress, signal };
    const finish = async (made: Promise<Presentation>): Promise<Presentation> => {
      const presentation = await made;
      onProgress('done');
      return presentation;
    };
    try {
      return { presentation: await finish(proveBy(first, compute)), engine: first };
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined || first === 'snarkjs') throw error;
      // Stopping the fast engine looks like a fault of it.
      assertOpen(signal);
      await engines.fast.stop();
      assertOpen(signal);
      return { presentation: await finish(proveBy('snarkjs', compute)), engine: 'snarkjs', fellBack: fault };
    }
  };

  return {
    prepare: ({ signal } = {}) =>
      inTurn(signal, () =>
        engines[first].prepare(signal).catch((cause: unknown) => {
          throw nameFault(cause, first);
        }),
      ),
    prove: (proveOptions) => inTurn(proveOptions.signal, () => prove(proveOptions)),
    close: async () => {
      isClosed = true;
      await stop();
    },
  };
}

/** What is neither about the statement nor about the artifacts is the engine's own. */
function nameFault(cause: unknown, engine: ProverEngineName): Error {
  if (cause instanceof ProvingError || cause instanceof ArtifactError) return cause;
  return new ProvingError('ERR_PROVING_ENGINE_FAILED', 'The engine made no proof.', { cause, details: { engine } });
}

function faultOf(error: unknown): EngineFault | undefined {
  if (!(error instanceof ProvingError)) return undefined;
  const { code } = error;
  return code === 'ERR_PROVING_FAULTY' || code === 'ERR_PROVING_ENGINE_FAILED' ? code : undefined;
}

/**
 * Gives away nothing that does not stand. A fault in the arithmetic, in memory or in a thread would else be found by the
 * verifier, with the holder waiting; and two answers from one witness, one of them faulty, can tell on the witness. It
 * cannot see randomness that is no good: a proof made with known r and s stands, and hides nothing.
 *
 * @throws {ProvingError} `ERR_PROVING_FAULTY`
 */
async function assertStands(computed: ComputedProof, engine: ProverEngineName): Promise<Presentation> {
  try {
    const presentation = parsePresentation({ circuit: 'kyc-presentation/1', ...computed });
    await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
    return presentation;
  } catch (cause) {
    if (!(cause instanceof PresentationError)) throw cause;
    const details = { engine };
    throw new ProvingError('ERR_PROVING_FAULTY', 'The proof that was made does not stand.', { cause, details });
  }
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
