import { setTimeout as sleep } from 'node:timers/promises';
import { DemoError } from './demo-error.ts';

/** Asks again until there is an answer. @throws DemoError `ERR_DEMO_TIMEOUT`. */
export const waitUntil = async <Value>(options: {
  what: string;
  read: () => Promise<Value | undefined>;
  timeoutMs: number;
  everyMs?: number;
}): Promise<Value> => {
  const { what, read, timeoutMs, everyMs = 400 } = options;
  for (let waited = 0; waited <= timeoutMs; waited += everyMs) {
    const value = await read();
    if (value !== undefined) return value;
    await sleep(everyMs);
  }
  throw new DemoError('ERR_DEMO_TIMEOUT', `Waited ${timeoutMs / 1000} s for: ${what}.`);
};
