import { createRegistryTree } from '@postern/primitives';
import { createPublicClient, custom, type EIP1193RequestFn, type Hash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OpenChain, startOpenChain } from '../test/support/start-open-chain.ts';
import { admit, endPass, readIsAdmitted, readRegistryRoot } from './index.ts';
import { createChainMirror } from './mirror/create-chain-mirror.ts';

let world: OpenChain;
let policy: Awaited<ReturnType<OpenChain['addPolicy']>>;
beforeAll(async () => {
  world = await startOpenChain();
  await world.addLeaf(1);
  policy = await world.addPolicy(42n);
});
afterAll(() => world.chain.stop());

const isAdmitted = (index: number) =>
  readIsAdmitted({
    client: world.client,
    passRegistry: world.deployment.passRegistry,
    policyId: policy.policyId,
    account: world.addressOf(index),
  });

/** Runs with a queue in place of immediate blocks. */
async function withQueue(run: () => Promise<void>): Promise<void> {
  await world.chain.testClient.setAutomine(false);
  try {
    await run();
  } finally {
    await world.chain.testClient.setAutomine(true);
    await world.chain.testClient.mine({ blocks: 1 });
  }
}

/** A reader that tells when the sender has seen its own transaction in the node's queue. */
function watchQueue() {
  let tell: (hash: Hash) => void = () => undefined;
  const seen = new Promise<Hash>((resolve) => {
    tell = resolve;
  });
  const forward = world.client.request as EIP1193RequestFn;
  const request = async (call: { method: string; params?: readonly Hash[] }): Promise<unknown> => {
    const answer: unknown = await forward(call as never);
    const [hash] = call.params ?? [];
    if (call.method === 'eth_getTransactionByHash' && answer !== null && hash !== undefined) tell(hash);
    return answer;
  };
  const transport = custom({ request: request as EIP1193RequestFn });
  const publicClient = createPublicClient({ chain: world.chain.chain, transport, pollingInterval: 50, cacheTime: 0 });
  return { queued: seen.then((hash) => world.client.getTransaction({ hash })), publicClient };
}

const dearerThan = ({ maxFeePerGas = 10n ** 10n }: { maxFeePerGas?: bigint | undefined }) => ({
  maxFeePerGas: maxFeePerGas * 3n,
  maxPriorityFeePerGas: maxFeePerGas * 2n,
});

describe('transactions that do not go as planned', () => {
  it('follows one that was sent again with a higher fee', async () => {
    const { walletClient } = world.walletOf(2);
    const { passRegistry } = world.deployment;
    const admission = await world.prepare(policy, 2, 2002n);
    await withQueue(async () => {
      const { queued, publicClient } = watchQueue();
      const sending = admit({ walletClient, publicClient, passRegistry, admission });
      const first = await queued;
      const { to, input: data, gas, nonce } = first;
      const dearer = await walletClient.sendTransaction({ to, data, gas, nonce, ...dearerThan(first) });
      await world.chain.testClient.mine({ blocks: 1 });
      expect((await sending).hash).toBe(dearer);
      expect(dearer).not.toBe(first.hash);
      expect(await isAdmitted(2)).toBe(true);
    });
  });

  it('says so when another transaction took the nonce', async () => {
    const { walletClient } = world.walletOf(3);
    const { passRegistry } = world.deployment;
    const admission = await world.prepare(policy, 3, 2003n);
    await withQueue(async () => {
      const { queued, publicClient } = watchQueue();
      const sending = admit({ walletClient, publicClient, passRegistry, admission }).catch((error: unknown) => error);
      const first = await queued;
      const { address } = walletClient.account;
      await walletClient.sendTransaction({ to: address, value: 0n, nonce: first.nonce, ...dearerThan(first) });
      await world.chain.testClient.mine({ blocks: 1 });
      expect(await sending).toMatchObject({ code: 'ERR_CONTRACT_REPLACED' });
      expect(await isAdmitted(3)).toBe(false);
    });
  });

  it('says so when the node dropped it, and the same admission can be sent again', async () => {
    const { walletClient } = world.walletOf(4);
    const { passRegistry } = world.deployment;
    const admission = await world.prepare(policy, 4, 2004n);
    await withQueue(async () => {
      const { queued, publicClient } = watchQueue();
      const call = { walletClient, publicClient, passRegistry, admission, receiptSeconds: 1 };
      const sending = admit(call).catch((error: unknown) => error);
      await world.chain.testClient.dropTransaction({ hash: (await queued).hash });
      expect(await sending).toMatchObject({ code: 'ERR_CONTRACT_DROPPED' });
    });
    expect(await isAdmitted(4)).toBe(false);
    await admit({ ...world.walletOf(4), passRegistry, admission });
    expect(await isAdmitted(4)).toBe(true);
  });
});

describe('reorgs', () => {
  it.each([1, 7, 64])(
    'loses what was only in %i blocks that are gone, and takes the same admission again',
    async (depth) => {
      const { walletClient, publicClient } = world.walletOf(5);
      const { passRegistry, trustRegistry } = world.deployment;
      const mirror = createChainMirror({ client: world.client, deployment: world.deployment, clock: { now: () => 0 } });
      const admission = await world.prepare(policy, 5, 2005n);
      await admit({ walletClient, publicClient, passRegistry, admission });
      await world.chain.testClient.mine({ blocks: depth - 1 });
      await mirror.sync();
      expect(mirror.isAdmitted({ policyId: policy.policyId, account: world.addressOf(5) })).toBe(true);

      await world.reorg(depth);
      expect(await isAdmitted(5)).toBe(false);
      expect(await mirror.sync()).toMatchObject({ reorgs: 1, deepestReorg: depth });
      expect(mirror.isAdmitted({ policyId: policy.policyId, account: world.addressOf(5) })).toBe(false);

      await admit({ walletClient, publicClient, passRegistry, admission });
      await mirror.sync();
      expect(mirror.isAdmitted({ policyId: policy.policyId, account: world.addressOf(5) })).toBe(true);
      await endPass({ walletClient, publicClient, passRegistry, policyId: policy.policyId });
      await world.chain.testClient.increaseTime({ seconds: 60 });
      await world.chain.testClient.mine({ blocks: 1 });
      expect(await readRegistryRoot({ client: world.client, trustRegistry })).not.toBe(createRegistryTree([]).root);
    },
  );

  it('brings an ended pass back when the end itself is gone, and the mirror agrees', async () => {
    const { walletClient, publicClient } = world.walletOf(6);
    const { passRegistry } = world.deployment;
    const mirror = createChainMirror({ client: world.client, deployment: world.deployment, clock: { now: () => 0 } });
    await world.admitOpenly(policy, 6, 2006n);
    await endPass({ walletClient, publicClient, passRegistry, policyId: policy.policyId });
    await mirror.sync();
    expect(mirror.isAdmitted({ policyId: policy.policyId, account: world.addressOf(6) })).toBe(false);
    await world.reorg(1);
    await mirror.sync();
    expect(mirror.isAdmitted({ policyId: policy.policyId, account: world.addressOf(6) })).toBe(true);
    expect(await isAdmitted(6)).toBe(true);
  });
});
