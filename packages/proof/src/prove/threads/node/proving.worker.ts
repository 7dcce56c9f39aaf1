import { parentPort } from 'node:worker_threads';

import { actAsMainThread } from '../../../curve/node/act-as-main-thread.ts';
import { muteConsole, serveThread } from '../prover-threads.ts';

// For the reference engine, which is loaded when it is asked.
actAsMainThread();
muteConsole();
const serve = serveThread((answer) => parentPort?.postMessage(answer));
parentPort?.on('message', serve);
// A question that cannot be read has no answer: the thread ends, and whoever waits is told.
parentPort?.on('messageerror', (error) => {
  throw error;
});
