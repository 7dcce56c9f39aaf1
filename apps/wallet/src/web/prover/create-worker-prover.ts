import { PosternError } from '@postern/primitives';
import type { CircuitInputs, Presentation, ProvingStep } from '@postern/proof/prove';
import type { ProverCommand, ProverReport } from './prover-messages.ts';

/** The worker reported a failure (its code), or was stopped. */
export class ProverError extends PosternError {}

type ProveInWorker = (options: {
  inputs: CircuitInputs;
  onProgress: (step: ProvingStep) => void;
  signal: AbortSignal;
}) => Promise<Presentation>;

export type WorkerProver = ProveInWorker & {
  /** Has a worker get ready for the next proof, while the holder reads; the function given back lets it go. */
  prepare: () => () => void;
};

/**
 * Proves in a worker of its own, which ends after one proof: cancelling ends it at once, and nothing of the holder's
 * secret stays behind in its memory.
 */
export function createWorkerProver(options: { startWorker: () => Worker; chainId: number }): WorkerProver {
  const { startWorker, chainId } = options;
  const send = (worker: Worker, command: ProverCommand): void => worker.postMessage(command);
  let prepared: Worker | undefined;

  const prepare = (): (() => void) => {
    const worker = prepared ?? startWorker();
    const letGo = (): void => {
      if (prepared !== worker) return;
      prepared = undefined;
      worker.terminate();
    };
    if (worker !== prepared) {
      // One that died before anybody proves would never answer.
      worker.addEventListener('error', letGo);
      send(worker, { kind: 'prepare', chainId });
    }
    prepared = worker;
    return letGo;
  };

  const prove: ProveInWorker = async ({ inputs, onProgress, signal }) => {
    const worker = prepared ?? startWorker();
    prepared = undefined;
    try {
      return await new Promise<Presentation>((resolve, reject) => {
        const fail = (code: string) => reject(new ProverError(code, 'No proof was made.'));
        if (signal.aborted) fail('ERR_PROVING_CANCELLED');
        signal.addEventListener('abort', () => fail('ERR_PROVING_CANCELLED'), { once: true });
        worker.addEventListener('error', () => fail('ERR_PROVER'));
        worker.addEventListener('messageerror', () => fail('ERR_PROVER'));
        worker.addEventListener('message', ({ data }: MessageEvent<ProverReport>) => {
          if (data.kind === 'step') onProgress(data.step);
          else if (data.kind === 'done') resolve(data.presentation);
          else if (data.kind === 'failed') fail(data.code);
        });
        send(worker, { kind: 'prove', chainId, inputs });
      });
    } finally {
      worker.terminate();
    }
  };

  return Object.assign(prove, { prepare });
}
