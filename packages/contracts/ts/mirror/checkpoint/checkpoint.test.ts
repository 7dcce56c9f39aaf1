import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OpenChain, startOpenChain } from '../../../test/support/start-open-chain.ts';
import { createChainMirror } from '../create-chain-mirror.ts';
import { createMemoryCheckpointStore } from './checkpoint-store.ts';
import { createFileCheckpointStore } from './file-checkpoint-store.ts';

let world: OpenChain;
let policy: Awaited<ReturnType<OpenChain['addPolicy']>>;
let folder: string;
const clock = { now: () => 1_800_000_000 };

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'postern-mirror-'));
  world = await startOpenChain();
  await world.addLeaf(1);
  policy = await world.addPolicy(42n);
  await world.admitOpenly(policy, 2, 1002n);
});
afterAll(async () => {
  await world.chain.stop();
  await rm(folder, { recursive: true, force: true });
});

const createMirror = (store: ReturnType<typeof createMemoryCheckpointStore>, client = world.client) =>
  createChainMirror({ client, deployment: world.deployment, clock, store });

const kinds = [
  ['memory', () => createMemoryCheckpointStore()],
  ['file', () => createFileCheckpointStore({ file: path.join(folder, 'mirror', 'state.json') })],
] as const;

describe.each(kinds)('a mirror with its checkpoint in %s', (_, createStore) => {
  it('goes on where it stopped, without reading the past again', async () => {
    const store = createStore();
    const first = createMirror(store);
    await first.sync();
    await first.save();
    await world.admitOpenly(policy, 3, 1003n);

    let oldest = Number.POSITIVE_INFINITY;
    const client = Object.assign(Object.create(world.client) as typeof world.client, {
      getBlock: (options: { blockNumber?: bigint }) => {
        oldest = Math.min(oldest, Number(options.blockNumber ?? oldest));
        return world.client.getBlock(options as { blockTag: 'latest' });
      },
    });
    const second = createMirror(store, client);
    expect(await second.sync()).toMatchObject({ rebuilds: 0, reorgs: 0 });
    expect(oldest).toBeGreaterThanOrEqual(first.status().block?.number ?? Number.NaN);
    const fresh = createMirror(createMemoryCheckpointStore());
    await fresh.sync();
    expect(second.readPasses(policy)).toEqual(fresh.readPasses(policy));
    expect(second.readRegistryLeaves()).toEqual(fresh.readRegistryLeaves());
    expect(second.readRegistryRoot()).toBe(fresh.readRegistryRoot());
    expect(second.readPolicy(policy)).toEqual(fresh.readPolicy(policy));
  });

  it('takes back blocks that the chain gave up while it was away', async () => {
    const store = createStore();
    await world.admitOpenly(policy, 4, 1004n);
    const first = createMirror(store);
    await first.sync();
    await first.save();
    await world.reorg(1);
    const second = createMirror(store);
    expect(await second.sync()).toMatchObject({ rebuilds: 0, reorgs: 1 });
    expect(second.readPass({ ...policy, account: world.addressOf(4) })).toBeUndefined();
    expect(second.readPass({ ...policy, account: world.addressOf(3) })).toBeDefined();
  });

  it('keeps it while the node does not answer', async () => {
    const store = createStore();
    const first = createMirror(store);
    await first.sync();
    await first.save();
    let down = true;
    const client = Object.assign(Object.create(world.client) as typeof world.client, {
      getBlock: (options: { blockTag: 'latest' }) =>
        down ? Promise.reject(new Error('down')) : world.client.getBlock(options),
    });
    const second = createMirror(store, client);
    await expect(second.sync()).rejects.toMatchObject({ code: 'ERR_MIRROR_UNREACHABLE' });
    expect(() => second.readPasses(policy)).toThrow(expect.objectContaining({ code: 'ERR_MIRROR_NOT_SYNCED' }));
    down = false;
    expect(await second.sync()).toMatchObject({ rebuilds: 0, fresh: true });
    expect(second.readPasses(policy)).toEqual(first.readPasses(policy));
  });

  it('begins anew from a damaged checkpoint, and from one of another deployment', async () => {
    const store = createStore();
    const first = createMirror(store);
    await first.sync();
    await first.save();
    const text = (await store.load()) ?? '';
    await store.save(text.replace('"epoch":0', '"epoch":1'));
    expect(await createMirror(store).sync()).toMatchObject({ rebuilds: 1 });
    await store.save(text);
    const deployment = { ...world.deployment, deployedAtBlock: world.deployment.deployedAtBlock + 1 };
    const other = createChainMirror({ client: world.client, deployment, clock, store });
    expect(await other.sync()).toMatchObject({ rebuilds: 1 });
    expect(await createMirror(store).sync()).toMatchObject({ rebuilds: 0 });
  });
});

describe('createFileCheckpointStore', () => {
  it('has nothing at first, replaces as a whole, and leaves no drafts', async () => {
    const file = path.join(folder, 'apart', 'state.json');
    const store = createFileCheckpointStore({ file });
    expect(await store.load()).toBeUndefined();
    await Promise.all([store.save('one'), store.save('two')]);
    expect(['one', 'two']).toContain(await store.load());
    expect(await readdir(path.dirname(file))).toEqual(['state.json']);
  });

  it('says so when the file cannot be read', async () => {
    await writeFile(path.join(folder, 'flat'), '');
    const store = createFileCheckpointStore({ file: path.join(folder, 'flat', 'state.json') });
    await expect(store.load()).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
