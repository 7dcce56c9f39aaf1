import { queueHeartbeat, reconcileAnchor } from '@postern/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OutboxWorld, openOutboxWorld } from '../test-support/outbox-world.ts';
import { TENANT } from '../test-support/start-test-issuer.ts';
import { signInForDemo } from '../test-support/test-staff.ts';

let world: OutboxWorld;

beforeAll(async () => {
  world = await openOutboxWorld({ port: 18_920 });
}, 120_000);
afterAll(() => world.host.stop());

const crash = async () => {
  throw new Error('the process dies here');
};

describe('anchor outbox', () => {
  it('waits for governance to register the leaf', async () => {
    const { context, tenant } = world;
    await world.changeStatus();
    expect(await world.step()).toEqual(['unregistered']);
    expect(await world.step()).toEqual([]);
    expect(await context.store.read((reader) => reader.listWaitingChanges())).toEqual([]);
    await world.host.registerLeaf();
    expect(await reconcileAnchor(context, { tenant, chain: context.chain })).toBe(false);
    expect(await world.settle()).toEqual(['sent', 'confirmed']);
    expect(await world.leaf()).toMatchObject({ epoch: 1 });
    expect(await world.step()).toEqual([]);
  });

  it('covers many changes by one transaction, and what waited by the newest', async () => {
    await world.changeStatus();
    await world.changeStatus();
    expect((await world.anchors()).map(({ epoch }) => epoch)).toEqual([2, 1]);
    await expect(world.step({ signAnchor: crash })).rejects.toThrow();
    await world.changeStatus();
    expect((await world.anchors()).map(({ epoch }) => epoch)).toEqual([3, 2, 1]);
    expect(await world.settle()).toEqual(['sent', 'confirmed']);
    expect((await world.anchors()).map(({ epoch }) => epoch)).toEqual([3, 1]);
    const [newest] = await world.anchors();
    expect(await world.leaf()).toMatchObject({ epoch: 3, statusRoot: BigInt(newest?.statusRoot ?? '') });
  });

  it('sends the stored bytes after a crash before, and after, sending', async () => {
    await world.changeStatus();
    await expect(world.step({ send: crash })).rejects.toThrow();
    const [stored] = await world.anchors();
    expect(stored).toMatchObject({ epoch: 4, state: 'sent' });
    expect(await world.step()).toEqual(['resent']);
    await world.host.chain.testClient.mine({ blocks: 1 });
    expect(await world.settle()).toEqual(['confirmed']);
    expect((await world.anchors())[0]).toMatchObject({ transactionHash: stored?.transactionHash, state: 'confirmed' });
    expect(await world.leaf()).toMatchObject({ epoch: 4 });
  });

  it('is sent once by three workers at once', async () => {
    await world.changeStatus();
    const results = await Promise.all([world.step(), world.step(), world.step()]);
    expect(results.flat().filter((type) => type === 'sent')).toHaveLength(1);
    expect(await world.settle()).toEqual(expect.arrayContaining(['confirmed']));
    expect((await world.anchors()).slice(0, 2).map(({ epoch, state }) => [epoch, state])).toEqual([
      [5, 'confirmed'],
      [4, 'confirmed'],
    ]);
  });

  it('begins a new epoch, and says so, when another transaction took the nonce', async () => {
    const { context } = world;
    await world.changeStatus();
    await expect(world.step({ send: crash })).rejects.toThrow();
    const operator = world.host.chain.createWallet(3);
    const hash = await operator.sendTransaction({ to: operator.account.address, value: 0n });
    await world.host.chain.publicClient.waitForTransactionReceipt({ hash });
    expect(await world.settle()).toEqual(['second_sender', 'sent', 'confirmed']);
    expect((await world.anchors()).slice(0, 2).map(({ epoch, state }) => [epoch, state])).toEqual([
      [7, 'confirmed'],
      [6, 'failed'],
    ]);
    expect(await world.leaf()).toMatchObject({ epoch: 7 });
    const log = await context.store.read((reader) => reader.listAudit(TENANT));
    expect(log.at(-1)).toMatchObject({ action: 'chain_second_sender' });
  });

  it('signs under the price of the day, and dearer when blocks leave it out', async () => {
    const { testClient, publicClient } = world.host.chain;
    await testClient.setAutomine(false);
    await world.changeStatus();
    expect(await world.step()).toEqual(['sent']);
    const hash = (await world.anchors())[0]?.transactionHash as `0x${string}`;
    const before = await publicClient.getTransaction({ hash });
    await testClient.dropTransaction({ hash });
    await testClient.mine({ blocks: 3 });
    const { context } = world;
    const later = { ...context, clock: { now: () => context.clock.now() + 61 } };
    const dearer = await world.stepIn(later);
    expect(dearer).toContain('dearer');
    const pending = await testClient.getTxpoolContent();
    const [replacement] = Object.values(Object.values(pending.pending)[0] ?? {});
    expect(BigInt(replacement?.maxFeePerGas ?? 0)).toBeGreaterThanOrEqual(((before.maxFeePerGas ?? 0n) * 110n) / 100n);
    await testClient.setAutomine(true);
    expect(await world.settle()).toContain('confirmed');
    expect((await world.anchors())[0]?.transactionHash).toBe(replacement?.hash);
  });

  it('goes out dearer when the node refuses the stored bytes as too cheap', async () => {
    const { testClient } = world.host.chain;
    const { context } = world;
    const at = (seconds: number) => ({ ...context, clock: { now: () => context.clock.now() + seconds } });
    await testClient.setAutomine(false);
    await world.changeStatus();
    await expect(world.step({ send: crash })).rejects.toThrow();
    for (let blocks = 0; blocks < 3; blocks += 1) {
      await testClient.setNextBlockBaseFeePerGas({ baseFeePerGas: 900_000_000_000n });
      await testClient.mine({ blocks: 1 });
    }
    await expect(world.stepIn(at(0))).rejects.toThrow();
    await expect(world.stepIn(at(61))).rejects.toThrow();
    const [row] = await context.store.read((reader) =>
      reader
        .listChainTransactions({ chainId: 31_337, sender: world.tenant.operatorAddress })
        .then((rows) => rows.filter(({ state }) => state === 'sent')),
    );
    expect(row?.attempts).toHaveLength(2);
    await testClient.setAutomine(true);
    expect(await world.settle()).toContain('confirmed');
    expect((await world.anchors())[0]?.transactionHash).toBe(row?.attempts[1]?.transactionHash);
  });

  it('notices a chain that was set back below what was final, and sends the same bytes again', async () => {
    const { testClient } = world.host.chain;
    const snapshot = await testClient.snapshot();
    await world.changeStatus();
    await world.settle();
    await testClient.mine({ blocks: 70 });
    expect(await world.step()).toContain('final');
    const [final] = await world.anchors();
    await testClient.revert({ id: snapshot });
    expect((await world.leaf()).epoch).toBeLessThan(final?.epoch ?? 0);
    const events = await world.settle();
    expect(events).toContain('stepped_back');
    expect((await world.anchors())[0]).toMatchObject({ epoch: final?.epoch, transactionHash: final?.transactionHash });
    expect(await world.leaf()).toMatchObject({ statusRoot: BigInt(final?.statusRoot ?? '') });
  });

  it('fills a gap that nobody signed for by a call to itself', async () => {
    const { context, tenant } = world;
    const { chain, store } = context;
    const { chainId } = chain;
    await world.changeStatus();
    // A row that is lost, as after a database from a backup: the one above it waits for a nonce that nothing has.
    await expect(world.step({ send: crash })).rejects.toThrow();
    const sender = tenant.operatorAddress;
    await store.transaction(async (transaction) => {
      const [lost] = await transaction
        .listChainTransactions({ chainId, sender, fromNonce: 0 })
        .then((rows) => rows.filter(({ state }) => state === 'sent'));
      if (lost === undefined) throw new Error('Something is under way.');
      const key = new Uint8Array(await world.operatorKey());
      const signed = await chain.signFiller({ operatorKey: key, nonce: lost.nonce + 2 });
      const attempts = [{ ...signed, headNumber: 0, createdAt: 0 }];
      await transaction.addChainTransaction({ ...lost, nonce: lost.nonce + 2, purpose: { kind: 'filler' }, attempts });
    });
    const events = await world.settle();
    expect(events.filter((type) => type === 'filled')).toHaveLength(1);
    expect(await world.isWhole()).toBe(true);
  });

  it('is an alarm in readiness and on the desk once a change waits longer than it may', async () => {
    const { context, host } = world;
    await host.chain.testClient.setAutomine(false);
    await world.changeStatus();
    await world.step();
    expect((await fetch(`${host.url}/readyz`)).status).toBe(200);
    Object.assign(context.settings, { anchorTimes: { anchorInterval: 0, confirmation: 0 } });
    const ready = async () => (await (await fetch(`${host.url}/readyz`)).json()) as object;
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({
      status: 'unready',
      checks: { anchor: 'failed', chain: 'ok', database: 'ok' },
      reasons: {
        anchor: {
          code: 'ERR_ANCHOR_OVERDUE',
          details: { chainId: 31_337, since: expect.any(String), boundSeconds: 0 },
        },
      },
    });
    const staff = await signInForDemo(host, 'maker');
    expect((await staff.get('/alarms')).body).toMatchObject({
      boundSeconds: 0,
      changes: [{ chainId: 31_337, since: expect.any(Number) }],
    });
    await host.chain.testClient.setAutomine(true);
    await world.settle();
    expect((await fetch(`${host.url}/readyz`)).status).toBe(200);
    expect((await staff.get('/alarms')).body).toMatchObject({ changes: [] });
  });
});

describe('heartbeat', () => {
  it('anchors once a period though nothing changed, and not before', async () => {
    const { context, tenant } = world;
    const { chain } = context;
    const at = (seconds: number) => ({ ...context, clock: { now: () => context.clock.now() + seconds } });
    const beat = (seconds: number) => queueHeartbeat(at(seconds), { tenant, chain, periodSeconds: 1000 });
    const before = await world.leaf();
    expect(await beat(0)).toBe(false);
    expect(await beat(1001)).toBe(true);
    expect(await beat(1500)).toBe(false);
    expect(await world.settle()).toEqual(['sent', 'confirmed']);
    expect(await world.leaf()).toMatchObject({ epoch: before.epoch + 1, statusRoot: before.statusRoot });
    // A heartbeat brings no change: nothing is late when it waits.
    expect((await world.anchors())[0]).toMatchObject({ heartbeat: true, changedAt: null });
  });
});
