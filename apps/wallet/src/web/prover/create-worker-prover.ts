import { PosternError } from '@postern/primitives';
import type { CircuitInputs, Presentation, ProvingStep } from '@postern/proof/prove';
import type { ProverCommand, ProverReport } from './prover-messages.ts';

/** The worker reported a failure (its code), or was stopped. */
export class ProverError extends PosternError {}

export type WorkerProver = (options: {
  inputs: CircuitInputs;
  onProgress: (step: ProvingStep) => void;
  signal: AbortSignal;
}) => Promise<Presentation>;

/**
 * Proves in a worker of its own, started for each proof: cancelling ends it at once, and nothing of the holder's
 * secret stays behind in its memory.
 */
export function createWorkerProver(options: { startWorker: () => Worker }): WorkerProver {
  return async ({ inputs, onProgress, signal }) => {
    const worker = options.startWorker();
    try {
      return await new Promise<Presentation>((resolve, reject) => {
        const fail = (code: string) => reject(new ProverError(code, 'No proof was made.'));
        if (signal.aborted) fail('ERR_PROVING_CANCELLED');
        signal.addEventListener('abort', () => fail('ERR_PROVING_CANCELLED'), { once: true });
        worker.addEventListener('error', () => fail('ERR_PROVER'));
        worker.addEventListener('message', ({ data }: MessageEvent<ProverReport>) => {
          if (data.kind === 'step') onProgress(data.step);
          else if (data.kind === 'done') resolve(data.presentation);
          else fail(data.code);
        });
        const command: ProverCommand = { inputs };
        worker.postMessage(command);
      });
    } finally {
      worker.terminate();
    }
  };
}
