import { parentPort } from 'node:worker_threads';

import { serveThread } from '../prover-threads.ts';

const serve = serveThread((answer) => parentPort?.postMessage(answer));
parentPort?.on('message', serve);
// A question that cannot be read has no answer: the thread ends, and whoever waits is told.
parentPort?.on('messageerror', (error) => {
  throw error;
});
