import {
  connectThread,
  muteConsole,
  type ProverThreads,
  serveThread,
  type ThreadAnswer,
  type ThreadQuestion,
} from './prover-threads.ts';

/** More threads than these gain little, and each holds its share of the key. */
const MOST_THREADS = 8;

/**
 * Threads of a browser: workers within the prover's worker. Shared memory is not needed, so the page need not be
 * cross-origin isolated.
 *
 * @param options.startWorker starts a worker whose script calls `serveBrowserThread`
 */
export function createBrowserThreads(options: {
  startWorker: () => Worker;
  hardwareConcurrency: number | undefined;
}): ProverThreads {
  return {
    count: Math.min(MOST_THREADS, Math.max(1, options.hardwareConcurrency ?? 2)),
    start: () => {
      const worker = options.startWorker();
      return connectThread({
        post: (message) => worker.postMessage(message),
        terminate: () => worker.terminate(),
        onAnswer: (listener) =>
          worker.addEventListener('message', ({ data }: MessageEvent<ThreadAnswer>) => listener(data)),
        onFailure: (listener) => {
          worker.addEventListener('error', () => listener());
          // An answer that cannot be read is one that never comes.
          worker.addEventListener('messageerror', () => listener());
        },
      });
    },
  };
}

/** The script of a browser thread. */
export function serveBrowserThread(scope: {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ThreadQuestion>) => void): void;
}): void {
  muteConsole();
  const serve = serveThread((answer) => scope.postMessage(answer));
  scope.addEventListener('message', ({ data }) => serve(data));
}
