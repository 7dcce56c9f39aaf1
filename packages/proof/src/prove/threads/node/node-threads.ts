import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import { connectThread, type ProverThreads, type ThreadAnswer } from '../prover-threads.ts';

const MOST_THREADS = 8;

/** Threads of Node; as many as the machine runs at once. */
export const NODE_THREADS: ProverThreads = {
  count: Math.min(MOST_THREADS, availableParallelism()),
  start: () => {
    const worker = startWorker();
    return connectThread({
      post: (message) => worker.postMessage(message),
      terminate: () => worker.terminate(),
      onAnswer: (listener) => worker.on('message', (answer: ThreadAnswer) => listener(answer)),
      onFailure: (listener) => {
        worker.on('error', listener);
        // An answer that cannot be read is one that never comes.
        worker.on('messageerror', listener);
        worker.on('exit', listener);
      },
    });
  },
};

/** From TypeScript sources the thread first needs the loader that the program itself runs with. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./proving.worker.js', import.meta.url));
  return new Worker(new URL('./start-worker-from-source.mjs', import.meta.url), {
    execArgv: ['-C', 'postern-source', '--no-warnings'],
  });
}
