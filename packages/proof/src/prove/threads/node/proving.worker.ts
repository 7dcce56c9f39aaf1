import { parentPort } from 'node:worker_threads';

import { serveThread } from '../prover-threads.ts';

const serve = serveThread((answer) => parentPort?.postMessage(answer));
parentPort?.on('message', serve);
