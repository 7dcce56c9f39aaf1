import { createPublicClient, custom, type EIP1193RequestFn } from 'viem';
import { describe, expect, it } from 'vitest';

import { createChainMirror, createMemoryCheckpointStore, followChain, MirrorError } from './mirror.ts';

const deployment = {
  chainId: 31_337,
  deployedAtBlock: 0,
  trustRegistry: `0x${'01'.repeat(20)}`,
  policyRegistry: `0x${'02'.repeat(20)}`,
  passRegistry: `0x${'03'.repeat(20)}`,
} as const;

/** A node whose chain holds nothing. */
const request = async ({ method }: { method: string }): Promise<unknown> => {
  if (method === 'eth_chainId') return '0x7a69';
  if (method === 'eth_getCode') return '0x';
  if (method === 'eth_getBlockByNumber') {
    return { number: '0x0', hash: `0x${'aa'.repeat(32)}`, parentHash: `0x${'00'.repeat(32)}`, timestamp: '0x1' };
  }
  throw new Error(`unexpected ${method}`);
};

describe('the mirror that a protocol installs', () => {
  it('refuses a chain without the contracts, and to decide before it has read them', async () => {
    const client = createPublicClient({ transport: custom({ request: request as EIP1193RequestFn }) });
    const store = createMemoryCheckpointStore();
    const mirror = createChainMirror({ client, deployment, clock: { now: () => 0 }, store });
    const stop = new AbortController();
    const errors: unknown[] = [];
    await followChain({
      mirror,
      signal: stop.signal,
      onError: (error) => errors.push(error),
      wait: async () => stop.abort(),
    });
    expect(errors).toEqual([expect.any(MirrorError)]);
    expect(errors).toMatchObject([{ code: 'ERR_MIRROR_WRONG_CHAIN' }]);
    const query = { policyId: `0x${'11'.repeat(32)}`, account: deployment.passRegistry };
    expect(() => mirror.isAdmitted(query)).toThrow(expect.objectContaining({ code: 'ERR_MIRROR_NOT_SYNCED' }));
    expect(await store.load()).toBeUndefined();
  });
});
