import { PosternError } from '@postern/primitives';
import type { CircuitInputs, MadeProof, ProverEngineName, ProvingStep } from '@postern/proof/prove';
import type { ProverCommand, ProverReport } from './prover-messages.ts';

/** The worker reported a failure (its code), or was stopped. */
export class ProverError extends PosternError {}

type ProveOptions = {
  /** Chain whose policy is proven: it decides whether the key may be used at all. */
  chainId: number;
  inputs: CircuitInputs;
  onProgress: (step: ProvingStep) => void;
  signal: AbortSignal;
};

export type WorkerProver = ((options: ProveOptions) => Promise<MadeProof>) & {
  /**
   * Has a worker get ready for the next proof, while the holder reads; the function given back lets it go.
   *
   * @param options.onUnable this browser cannot make any proof; the code says why
   */
  prepare: (options: { chainId: number; onUnable?: (code: string) => void }) => () => void;
};

/** The worker ended before it answered. */
const WORKER_DIED = 'ERR_PROVER';

/**
 * Proves in a worker of its own, which ends after one proof: cancelling ends it at once, and nothing of the holder's
 * secret stays behind in its memory. When the worker dies under the fast engine, the reference proves in another one.
 */
export function createWorkerProver(options: {
  startWorker: () => Worker;
  /** What the holder chose. */
  engine: () => ProverEngineName;
  /** Whether the wallet's own server answers: a worker whose script does not load looks like one that died. */
  isReachable: () => Promise<boolean>;
}): WorkerProver {
  const { startWorker } = options;
  const send = (worker: Worker, command: ProverCommand): void => worker.postMessage(command);
  let prepared: { worker: Worker; engine: ProverEngineName } | undefined;

  const prepare: WorkerProver['prepare'] = ({ chainId, onUnable }) => {
    const engine = options.engine();
    if (prepared?.engine !== engine) {
      prepared?.worker.terminate();
      const worker = startWorker();
      prepared = { worker, engine };
      // One that died before anybody proves would never answer.
      worker.addEventListener('error', () => letGo(worker));
      send(worker, { kind: 'prepare', chainId, engine });
    }
    const { worker } = prepared;
    const onMessage = ({ data }: MessageEvent<ProverReport>) => {
      if (data.kind === 'unable') onUnable?.(data.code);
    };
    worker.addEventListener('message', onMessage);
    return () => {
      worker.removeEventListener('message', onMessage);
      letGo(worker);
    };
  };

  const letGo = (worker: Worker): void => {
    if (prepared?.worker !== worker) return;
    prepared = undefined;
    worker.terminate();
  };

  const takeWorker = (engine: ProverEngineName): Worker => {
    const taken = prepared;
    prepared = undefined;
    if (taken?.engine === engine) return taken.worker;
    taken?.worker.terminate();
    return startWorker();
  };

  const proveBy = async (
    engine: ProverEngineName,
    { chainId, inputs, onProgress, signal }: ProveOptions,
  ): Promise<MadeProof> => {
    const worker = takeWorker(engine);
    try {
      return await new Promise<MadeProof>((resolve, reject) => {
        const fail = (code: string) => reject(new ProverError(code, 'No proof was made.'));
        if (signal.aborted) fail('ERR_PROVING_CANCELLED');
        signal.addEventListener('abort', () => fail('ERR_PROVING_CANCELLED'), { once: true });
        worker.addEventListener('error', () => fail(WORKER_DIED));
        worker.addEventListener('messageerror', () => fail(WORKER_DIED));
        worker.addEventListener('message', ({ data }: MessageEvent<ProverReport>) => {
          if (data.kind === 'step') onProgress(data.step);
          else if (data.kind === 'done') resolve(data.made);
          else if (data.kind === 'failed' || data.kind === 'unable') fail(data.code);
        });
        send(worker, { kind: 'prove', chainId, engine, inputs });
      });
    } finally {
      worker.terminate();
    }
  };

  const prove = async (proveOptions: ProveOptions): Promise<MadeProof> => {
    const engine = options.engine();
    try {
      return await proveBy(engine, proveOptions);
    } catch (error) {
      const isDead = error instanceof ProverError && error.code === WORKER_DIED;
      if (isDead && !(await options.isReachable())) {
        throw new ProverError('ERR_ARTIFACT_UNAVAILABLE', 'The proving files did not load.', { cause: error });
      }
      if (!isDead || engine === 'snarkjs') throw error;
      const made = await proveBy('snarkjs', proveOptions);
      return { ...made, fellBack: 'ERR_PROVING_ENGINE_FAILED' };
    }
  };

  return Object.assign(prove, { prepare });
}
