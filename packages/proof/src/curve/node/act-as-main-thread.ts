import { createRequire } from 'node:module';

/**
 * To be called on a thread before the curve library is loaded. `web-worker`, which that one loads, takes every thread but
 * the main one for one that it started itself, and throws. Here it only needs to define its class.
 */
export function actAsMainThread(): void {
  const threads: { isMainThread: boolean } = createRequire(import.meta.url)('node:worker_threads');
  threads.isMainThread = true;
}
