import { createThreadProgram, type ThreadRequest, type ThreadResponse } from '../engine/prover-thread.ts';

/** One thread of the prover. */
export type ProverThread = {
  /** Requests are answered in their order. @throws the thread ended or failed */
  send(request: ThreadRequest): Promise<ThreadResponse>;
  /** Ends the thread at once; what it was doing is lost. */
  terminate(): void | Promise<unknown>;
};

/** How many threads may run, and how to start one. */
export type ProverThreads = { count: number; start(): ProverThread };

/** The end of a channel to a thread: a browser's `Worker`, or Node's with its events renamed. */
export type ThreadChannel = {
  post(message: ThreadQuestion): void;
  terminate(): void | Promise<unknown>;
  onAnswer(listener: (answer: ThreadAnswer) => void): void;
  onFailure(listener: () => void): void;
};

export type ThreadQuestion = { id: number; request: ThreadRequest };
export type ThreadAnswer = { id: number; response: ThreadResponse } | { id: number; failed: string };

/** A thread behind a channel. */
export function connectThread(channel: ThreadChannel): ProverThread {
  const waiting = new Map<number, { resolve: (response: ThreadResponse) => void; reject: (error: Error) => void }>();
  let next = 0;
  let isEnded = false;
  const end = (): void => {
    isEnded = true;
    for (const { reject } of waiting.values()) reject(new Error('The proving thread ended.'));
    waiting.clear();
  };
  channel.onAnswer((answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('response' in answer) asked?.resolve(answer.response);
    else asked?.reject(new Error(`The proving thread failed: ${answer.failed}`));
  });
  channel.onFailure(end);
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (isEnded) {
          reject(new Error('The proving thread ended.'));
          return;
        }
        next += 1;
        waiting.set(next, { resolve, reject });
        channel.post({ id: next, request });
      }),
    terminate: () => {
      end();
      return channel.terminate();
    },
  };
}

/** What runs inside a thread: answers questions one after the other. */
export function serveThread(post: (answer: ThreadAnswer) => void): (question: ThreadQuestion) => void {
  const program = createThreadProgram();
  let last: Promise<void> = Promise.resolve();
  return ({ id, request }) => {
    last = last
      .then(() => program.handle(request))
      .then((response) => {
        post({ id, response });
        // What was posted is a copy.
        response.scalars?.fill(0);
      })
      .catch((error: unknown) => post({ id, failed: error instanceof Error ? error.name : typeof error }))
      .finally(() => {
        if (request.kind === 'witness') request.witness.fill(0);
        else if (request.kind === 'scalars of H') request.scalars.fill(0);
      });
  };
}

/**
 * In a thread of its own: snarkjs writes there which assertion of the circuit an untrue statement meets, and that is the
 * holder's alone. Failures are told by their name in the answer.
 */
export function muteConsole(): void {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) console[level] = () => {};
}

/** Without threads: the same work in the calling one. Cannot be stopped in the middle of a sum. */
export const CALLING_THREAD: ProverThreads = {
  count: 1,
  start: () => {
    const program = createThreadProgram();
    return { send: (request) => program.handle(request), terminate: () => {} };
  },
};
