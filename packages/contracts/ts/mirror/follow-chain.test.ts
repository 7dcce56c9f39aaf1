import { describe, expect, it } from 'vitest';

import type { ChainMirror, MirrorStatus } from './create-chain-mirror.ts';
import { followChain } from './follow-chain.ts';

describe('followChain', () => {
  it('reads the chain whether or not anybody listens', async () => {
    const stop = new AbortController();
    let readings = 0;
    const sync = async () => {
      readings += 1;
      return {} as MirrorStatus;
    };
    const mirror = { sync, save: async () => undefined } as unknown as ChainMirror;
    await followChain({ mirror, signal: stop.signal, wait: async () => stop.abort() });
    expect(readings).toBe(1);
  });

  it('goes on after a failure, and saves when it is told to stop', async () => {
    const stop = new AbortController();
    const log: string[] = [];
    let readings = 0;
    const mirror = {
      async sync() {
        readings += 1;
        if (readings === 2) throw new Error('unreachable');
        return {} as MirrorStatus;
      },
      async save() {
        log.push('save');
      },
    } as ChainMirror;
    await followChain({
      mirror,
      signal: stop.signal,
      onSync: () => log.push('sync'),
      onError: () => log.push('error'),
      async wait() {
        if (readings < 3) return;
        stop.abort();
        throw new Error('aborted');
      },
    });
    expect(log).toEqual(['sync', 'error', 'sync', 'save']);
  });
});
