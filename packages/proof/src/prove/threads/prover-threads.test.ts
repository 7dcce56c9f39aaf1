import { expect, test } from 'vitest';

import { NODE_THREADS } from './node/node-threads.ts';
import { connectThread, serveThread, type ThreadAnswer, type ThreadQuestion } from './prover-threads.ts';

/** The near end of a channel; the test plays the thread. */
function createChannel() {
  const asked: ThreadQuestion[] = [];
  const listeners: { answer?: (given: ThreadAnswer) => void; failure?: () => void } = {};
  const thread = connectThread({
    post: (question) => void asked.push(question),
    terminate: () => undefined,
    onAnswer: (listener) => {
      listeners.answer = listener;
    },
    onFailure: (listener) => {
      listeners.failure = listener;
    },
  });
  return {
    thread,
    asked,
    answer: (given: ThreadAnswer) => listeners.answer?.(given),
    fail: () => listeners.failure?.(),
  };
}

test('answers find their questions, and a failed one rejects alone', async () => {
  const { thread, asked, answer } = createChannel();
  const [first, second] = [thread.send({ kind: 'quotient' }), thread.send({ kind: 'sum', name: 'A' })];
  answer({ id: asked[1]!.id, failed: 'RangeError' });
  answer({ id: asked[0]!.id, response: { sum: undefined } as never });
  await expect(second).rejects.toThrow();
  await expect(first).resolves.toEqual({ sum: undefined });
});

test('a thread that dies rejects what it owes, and whatever is asked of it later', async () => {
  const { thread, fail, asked } = createChannel();
  const owed = [thread.send({ kind: 'quotient' }), thread.send({ kind: 'forget' })];
  fail();
  for (const each of owed) await expect(each).rejects.toThrow();
  await expect(thread.send({ kind: 'forget' })).rejects.toThrow();
  expect(asked).toHaveLength(2);
});

test('a real thread says that it cannot, and ending it rejects what is under way', async () => {
  const thread = NODE_THREADS.start();
  // Nothing was loaded.
  await expect(thread.send({ kind: 'sum', name: 'A' })).rejects.toThrow();
  const owed = thread.send({ kind: 'load', shares: [] });
  const ending = thread.terminate();
  await expect(owed).rejects.toThrow();
  await ending;
});

test('a thread overwrites the witness that it was sent', async () => {
  const answers: ThreadAnswer[] = [];
  const serve = serveThread((answer) => void answers.push(answer));
  const witness = new Uint8Array(64).fill(7);
  const scalars = new Uint32Array(9).fill(7);
  serve({ id: 1, request: { kind: 'load', shares: [] } });
  serve({ id: 2, request: { kind: 'witness', witness } });
  serve({ id: 3, request: { kind: 'scalars of H', scalars } });
  serve({ id: 4, request: { kind: 'forget' } });
  await expect.poll(() => answers.length).toBe(4);
  expect([...witness, ...scalars].every((value) => value === 0)).toBe(true);
  expect(answers.every((answer) => 'response' in answer)).toBe(true);
});
