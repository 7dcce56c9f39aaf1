import { Worker } from 'node:worker_threads';

import { PosternError } from '@postern/primitives';

import type { Presentation } from '../../presentation/presentation.ts';
import type { VerifyResult, VerifyTask } from './verify-proof.worker.ts';

/** No verdict: the thread that should give it failed, or there is no room for another question. */
export class ProofPoolError extends PosternError<
  'ERR_PROOF_WORKER_FAILED' | 'ERR_PROOF_POOL_FULL' | 'ERR_PROOF_POOL_CLOSED'
> {}

export type ProofPool = {
  /**
   * Whether the proof stands for its public signals, under the built-in verification key.
   *
   * @throws {ProofPoolError} no verdict
   */
  verify(presentation: Presentation): Promise<boolean>;
  /** The same question to snarkjs, see `askSnarkjs`. @throws {ProofPoolError} no verdict */
  askSnarkjs(presentation: Presentation): Promise<boolean>;
  close(): Promise<void>;
};

type Job = {
  task: VerifyTask;
  resolve: (stands: boolean) => void;
  reject: (error: Error) => void;
};
type Slot = { worker: Worker; job: Job | undefined };

export type CreateProofPoolOptions = {
  /** Threads; a proof takes about ten milliseconds of one core. */
  size: number;
  /** Proofs that may wait; the next one is refused, so that a flood costs its sender and not everybody. */
  queueLimit: number;
};

/**
 * Verifies proofs on worker threads, so that pairings never hold up the event loop. A thread that dies is replaced and
 * its proof reported as our failure.
 */
export function createProofPool({ size, queueLimit }: CreateProofPoolOptions): ProofPool {
  const queue: Job[] = [];
  const slots: Slot[] = [];
  let isClosed = false;

  const assign = (slot: Slot): void => {
    if (slot.job !== undefined) return;
    slot.job = queue.shift();
    if (slot.job !== undefined) {
      // Only a thread that owes an answer keeps the process alive.
      slot.worker.ref();
      slot.worker.postMessage(slot.job.task);
    }
  };

  const addSlot = (): void => {
    const worker = startWorker();
    const slot: Slot = { worker, job: undefined };
    const settle = (finish: (job: Job) => void): void => {
      const job = slot.job;
      slot.job = undefined;
      worker.unref();
      if (job !== undefined) finish(job);
    };
    worker.on('message', (result: VerifyResult) => {
      settle((job) => {
        if ('stands' in result) job.resolve(result.stands);
        else job.reject(new ProofPoolError('ERR_PROOF_WORKER_FAILED', 'A proof could not be decided.'));
      });
      assign(slot);
    });
    // An error event is followed by the exit event, which does the rest.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      slots.splice(slots.indexOf(slot), 1);
      settle((job) => job.reject(new ProofPoolError('ERR_PROOF_WORKER_FAILED', 'A proof worker ended.')));
      // A thread that cannot even start must not be started in a loop: the next proof starts one again.
      if (!isClosed && queue.length > 0) addSlot();
    });
    worker.unref();
    slots.push(slot);
    assign(slot);
  };
  for (let index = 0; index < size; index += 1) addSlot();

  const ask = (task: VerifyTask): Promise<boolean> =>
    new Promise((resolve, reject) => {
      if (!isClosed && slots.length < size) addSlot();
      const idle = slots.find((slot) => slot.job === undefined);
      if (isClosed) {
        reject(closed());
        return;
      }
      if (idle === undefined && queue.length >= queueLimit) {
        reject(new ProofPoolError('ERR_PROOF_POOL_FULL', 'Too many proofs wait: try again in a moment.'));
        return;
      }
      queue.push({ task, resolve, reject });
      if (idle !== undefined) assign(idle);
    });

  return {
    verify: (presentation) => ask({ presentation, by: 'us' }),
    askSnarkjs: (presentation) => ask({ presentation, by: 'snarkjs' }),
    close: async () => {
      isClosed = true;
      for (const job of queue.splice(0)) {
        job.reject(closed());
      }
      await Promise.all(slots.map(({ worker }) => worker.terminate()));
    },
  };
}

function closed(): ProofPoolError {
  return new ProofPoolError('ERR_PROOF_POOL_CLOSED', 'The verifier is stopping.');
}

/** From TypeScript sources the thread first needs the loader that the program itself runs with. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./verify-proof.worker.js', import.meta.url));
  return new Worker(new URL('./start-worker-from-source.mjs', import.meta.url), {
    execArgv: ['-C', 'postern-source', '--no-warnings'],
  });
}
