import { getAbiItem, toEventSelector } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OpenChain, startOpenChain } from '../../test/support/start-open-chain.ts';
import {
  anchorStatus,
  endPass,
  pauseCircuitVersion,
  readIsAdmitted,
  readIssuer,
  readPass,
  readPolicy,
  readRegistryLeaves,
  readRegistryRoot,
  readRootInfo,
  resumeCircuitVersion,
  trustRegistryAbi,
} from '../index.ts';
import { type ChainMirror, createChainMirror } from './create-chain-mirror.ts';

const LEAF_REGISTERED = toEventSelector(getAbiItem({ abi: trustRegistryAbi, name: 'LeafRegistered' }));

let world: OpenChain;
let policy: Awaited<ReturnType<OpenChain['addPolicy']>>;
let now = Math.floor(Date.now() / 1000);
const clock = { now: () => now };

beforeAll(async () => {
  world = await startOpenChain();
  await world.addLeaf(1);
  policy = await world.addPolicy(42n);
  await world.admitOpenly(policy, 2, 1002n);
  now = Number((await world.client.getBlock()).timestamp);
});
afterAll(() => world.chain.stop());

function createMirror(options: Partial<Parameters<typeof createChainMirror>[0]> = {}): ChainMirror {
  return createChainMirror({ client: world.client, deployment: world.deployment, clock, ...options });
}

async function expectEqualToChain(mirror: ChainMirror): Promise<void> {
  const { client, deployment } = world;
  const { trustRegistry, policyRegistry, passRegistry } = deployment;
  expect(mirror.readRegistryLeaves()).toEqual(await readRegistryLeaves({ client, trustRegistry }));
  const root = await readRegistryRoot({ client, trustRegistry });
  expect(mirror.readRegistryRoot()).toBe(root);
  expect(mirror.readRootInfo({ root })).toEqual(await readRootInfo({ client, trustRegistry, root }));
  expect(mirror.readIssuer({ issuerId: 1 })).toEqual(await readIssuer({ client, trustRegistry, issuerId: 1 }));
  const { policyId } = policy;
  expect(mirror.readPolicy({ policyId })).toEqual(await readPolicy({ client, policyRegistry, policyId }));
  for (let index = 0; index < 6; index += 1) {
    const account = world.addressOf(index);
    const query = { client, passRegistry, policyId, account };
    expect(mirror.readPass({ policyId, account })).toEqual(await readPass(query));
    expect(mirror.isAdmitted({ policyId, account })).toBe(await readIsAdmitted(query));
  }
}

const anchor = (epoch: number, statusRoot: bigint) =>
  anchorStatus({
    ...world.walletOf(1),
    trustRegistry: world.deployment.trustRegistry,
    anchor: {
      issuerId: 1,
      listId: 1,
      epoch,
      statusRoot,
      contentHash: `0x${'02'.repeat(32)}`,
      uri: 'http://localhost/status/1',
    },
  });

describe('chain mirror', () => {
  it('answers nothing before it has read the chain, and what the contracts say afterwards', async () => {
    const mirror = createMirror();
    expect(() => mirror.isAdmitted({ policyId: policy.policyId, account: world.addressOf(2) })).toThrow(
      expect.objectContaining({ code: 'ERR_MIRROR_NOT_SYNCED' }),
    );
    const status = await mirror.sync();
    expect(status).toMatchObject({ lagBlocks: 0, fresh: true, rebuilds: 1, reorgs: 0 });
    await expectEqualToChain(mirror);
    expect(mirror.readPasses({ policyId: policy.policyId })).toMatchObject([
      { account: world.addressOf(2).toLowerCase(), nullifierTag: 1002n },
    ]);
    expect(mirror.readPolicies()).toEqual([mirror.readPolicy({ policyId: policy.policyId })]);
    expect(mirror.readCircuit({ version: 1 })).toMatchObject({ disabled: false });
  });

  it('follows what happens, in ranges as well as block by block', async () => {
    const following = createMirror();
    await following.sync();
    await anchor(1, 77n);
    await world.admitOpenly(policy, 3, 1003n);
    await endPass({ ...world.walletOf(2), passRegistry: world.deployment.passRegistry, policyId: policy.policyId });
    const verifier = { policyRegistry: world.deployment.policyRegistry, version: 1 };
    await pauseCircuitVersion({ ...world.walletOf(0), ...verifier });
    expect((await following.sync()).rebuilds).toBe(1);
    await expectEqualToChain(following);
    expect(following.readCircuit({ version: 1 })).toMatchObject({ paused: true, disabled: false });
    await resumeCircuitVersion({ ...world.walletOf(0), ...verifier });
    await following.sync();
    expect(following.readCircuit({ version: 1 })).toMatchObject({ paused: false });
    const ranged = createMirror({ windowBlocks: 2 });
    await ranged.sync();
    await expectEqualToChain(ranged);
  });

  it('takes back blocks that the chain gave up', async () => {
    const mirror = createMirror();
    await world.admitOpenly(policy, 4, 1004n);
    await anchor(2, 78n);
    await mirror.sync();
    expect(mirror.isAdmitted({ policyId: policy.policyId, account: world.addressOf(4) })).toBe(true);
    await world.reorg(2);
    expect(await mirror.sync()).toMatchObject({ reorgs: 1, deepestReorg: 2, rebuilds: 1 });
    expect(mirror.isAdmitted({ policyId: policy.policyId, account: world.addressOf(4) })).toBe(false);
    await expectEqualToChain(mirror);
    await anchor(2, 79n);
    await mirror.sync();
    await expectEqualToChain(mirror);
  });

  it('reads the chain anew after a reorg deeper than its window', async () => {
    const mirror = createMirror({ windowBlocks: 2 });
    await world.chain.testClient.mine({ blocks: 5 });
    await mirror.sync();
    await world.reorg(4);
    expect(await mirror.sync()).toMatchObject({ reorgs: 1, rebuilds: 2 });
    await expectEqualToChain(mirror);
  });

  it('stays behind by the confirmations that it was told', async () => {
    const mirror = createMirror({ confirmations: 2 });
    await world.admitOpenly(policy, 5, 1005n);
    expect(await mirror.sync()).toMatchObject({ lagBlocks: 2 });
    expect(mirror.readPass({ policyId: policy.policyId, account: world.addressOf(5) })).toBeUndefined();
    await world.chain.testClient.mine({ blocks: 2 });
    await mirror.sync();
    await expectEqualToChain(mirror);
  });
});

describe('a mirror that knows it is old', () => {
  it('refuses when the node has not answered for too long, and answers again when it does', async () => {
    const mirror = createMirror({ maxUnsyncedSeconds: 30 });
    await mirror.sync();
    now += 31;
    expect(mirror.status().fresh).toBe(false);
    expect(() => mirror.readRegistryRoot()).toThrow(expect.objectContaining({ code: 'ERR_MIRROR_STALE' }));
    await mirror.sync();
    expect(mirror.status()).toMatchObject({ fresh: true });
    expect(mirror.status().lagSeconds).toBe(now - mirror.readBlockTime());
  });

  it('refuses when the node stands still', async () => {
    const mirror = createMirror({ maxBlockAgeSeconds: 300 });
    now += 400;
    await mirror.sync();
    expect(() => mirror.readRegistryRoot()).toThrow(expect.objectContaining({ code: 'ERR_MIRROR_STALE' }));
    await world.chain.testClient.setNextBlockTimestamp({ timestamp: BigInt(now) });
    await world.chain.testClient.mine({ blocks: 1 });
    await mirror.sync();
    expect(mirror.readBlockTime()).toBe(now);
  });

  it('does not take a node that is behind for a reorg', async () => {
    let lagging = false;
    const client = Object.assign(Object.create(world.client) as typeof world.client, {
      getBlock: async (options: { blockTag?: 'latest' }) => {
        const block = await world.client.getBlock(options);
        return lagging && options.blockTag === 'latest'
          ? world.client.getBlock({ blockNumber: block.number - 1n })
          : block;
      },
    });
    const mirror = createMirror({ client });
    const { block } = await mirror.sync();
    lagging = true;
    now += 61;
    expect(await mirror.sync()).toMatchObject({ block, reorgs: 0, fresh: false });
    lagging = false;
    expect(await mirror.sync()).toMatchObject({ block, reorgs: 0, fresh: true });
  });

  it('does not go back to a node that is behind its whole window', async () => {
    await world.chain.testClient.mine({ blocks: 6 });
    let lagging = false;
    const client = Object.assign(Object.create(world.client) as typeof world.client, {
      getBlock: async (options: { blockTag?: 'latest' }) => {
        const block = await world.client.getBlock(options);
        return lagging && options.blockTag === 'latest'
          ? world.client.getBlock({ blockNumber: block.number - 6n })
          : block;
      },
    });
    const mirror = createMirror({ client, windowBlocks: 3 });
    const { block } = await mirror.sync();
    lagging = true;
    now += 61;
    expect(await mirror.sync()).toMatchObject({ block, reorgs: 0, rebuilds: 1, fresh: false });
  });

  it('refuses a node of another chain, and a chain that lost the contracts', async () => {
    const wrong = { code: 'ERR_MIRROR_WRONG_CHAIN' };
    const other = createMirror({ deployment: { ...world.deployment, chainId: 1 } });
    await expect(other.sync()).rejects.toMatchObject(wrong);
    const lost = createMirror({ deployment: { ...world.deployment, passRegistry: world.addressOf(9) } });
    await expect(lost.sync()).rejects.toMatchObject(wrong);
    expect(() => lost.readRegistryRoot()).toThrow(expect.objectContaining({ code: 'ERR_MIRROR_NOT_SYNCED' }));
  });

  it('says that the node does not answer, and keeps what it knows for as long as it may', async () => {
    let down = false;
    const client = Object.assign(Object.create(world.client) as typeof world.client, {
      getBlock: (options: { blockTag: 'latest' }) =>
        down ? Promise.reject(new Error('down')) : world.client.getBlock(options),
    });
    const mirror = createMirror({ client, maxUnsyncedSeconds: 30 });
    await mirror.sync();
    down = true;
    await expect(mirror.sync()).rejects.toMatchObject({ code: 'ERR_MIRROR_UNREACHABLE' });
    expect(mirror.readRegistryRoot()).toBeGreaterThan(0n);
    now += 31;
    expect(() => mirror.readRegistryRoot()).toThrow(expect.objectContaining({ code: 'ERR_MIRROR_STALE' }));
  });

  it('goes on answering when its checkpoint cannot be written, and says so', async () => {
    const store = { load: async () => undefined, save: () => Promise.reject(new Error('disk full')) };
    const mirror = createMirror({ store });
    await mirror.sync();
    await expect(mirror.save()).rejects.toMatchObject({ code: 'ERR_MIRROR_CHECKPOINT' });
    expect(mirror.status().fresh).toBe(true);
  });

  it('trusts no history whose events contradict each other, and reads it anew', async () => {
    let lying = true;
    const client = Object.assign(Object.create(world.client) as typeof world.client, {
      getLogs: async (options: object) => {
        const logs = await world.client.getLogs(options);
        return lying ? logs.filter(({ topics }) => topics[0] !== LEAF_REGISTERED) : logs;
      },
    });
    const mirror = createMirror({ client });
    await expect(mirror.sync()).rejects.toMatchObject({ code: 'ERR_MIRROR_DIVERGED' });
    lying = false;
    await mirror.sync();
    await expectEqualToChain(mirror);
  });
});
