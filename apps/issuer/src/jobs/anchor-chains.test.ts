import { createIssuer, readRegistryLeaves, registerLeaf } from '@postern/contracts';
import { deployPostern } from '@postern/contracts/deploy';
import {
  describeLeafRegistration,
  listLanes,
  listOverdueChanges,
  readStatusOverview,
  runOutboxStep,
} from '@postern/issuer';
import { startAnvil, type TestChain } from '@postern/testkit';
import type { Address, Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OutboxWorld, openOutboxWorld } from '../test-support/outbox-world.ts';

const SECOND = 31_338;
let first: TestChain;
let second: TestChain;
let registry: Address;
let world: OutboxWorld;

beforeAll(async () => {
  first = await startAnvil();
  second = await startAnvil({ chainId: SECOND });
  const clients = { walletClient: second.createWallet(0), publicClient: second.publicClient };
  ({ trustRegistry: registry } = await deployPostern({ ...clients, development: true }));
  await createIssuer({
    ...clients,
    trustRegistry: registry,
    operator: second.createWallet(3).account.address,
    name: 'Aurora Bank',
  });
  world = await openOutboxWorld({
    port: 18_928,
    chain: first,
    moreChains: [{ chainId: SECOND, rpcUrl: second.url, trustRegistry: registry }],
  });
}, 120_000);
afterAll(async () => {
  await world.host.stop();
  await second.stop();
});

const stepAll = async () => {
  const lanes = listLanes({ chains: world.context.chains, tenants: [world.tenant] });
  const results = await Promise.allSettled(lanes.map((lane) => runOutboxStep(world.context, { lane })));
  return results.map((result) => (result.status === 'fulfilled' ? result.value.map(({ type }) => type) : 'failed'));
};
const overview = async () => (await readStatusOverview(world.context, { tenant: world.tenant })).chains;
const register = async () => {
  const { context, tenant } = world;
  const chain = context.chains.find(({ chainId }) => chainId === SECOND)!;
  const view = await describeLeafRegistration(context, { tenant, chain });
  await registerLeaf({
    walletClient: second.createWallet(0),
    publicClient: second.publicClient,
    trustRegistry: registry,
    leaf: {
      ...{ issuerId: view.issuerId, listId: view.listId, schemaId: BigInt(view.schemaId), uri: view.uri },
      key: [BigInt(view.key[0]), BigInt(view.key[1])],
      possession: {
        r8: [BigInt(view.possession.r8[0]), BigInt(view.possession.r8[1])],
        s: BigInt(view.possession.s),
      },
      ...{ statusRoot: BigInt(view.statusRoot), contentHash: view.contentHash as Hex },
    },
  });
};

describe('anchors on two chains', () => {
  it('go to each by its own rows', async () => {
    await world.host.registerLeaf();
    await world.changeStatus();
    expect(await stepAll()).toEqual([['sent'], ['unregistered']]);
    await register();
    expect(await stepAll()).toEqual([['confirmed'], ['sent']]);
    expect(await stepAll()).toEqual([[], ['confirmed']]);
    const [leaf] = await readRegistryLeaves({ client: second.publicClient, trustRegistry: registry });
    expect(leaf).toMatchObject({ epoch: 1, statusRoot: (await world.leaf()).statusRoot });
    expect(await overview()).toEqual([
      { chainId: 31_337, inSync: true, waitingSince: null },
      { chainId: SECOND, inSync: true, waitingSince: null },
    ]);
  });

  it('wait on the one that is dead and go on on the other, which then takes all of them at once', async () => {
    const port = Number(new URL(second.url).port);
    const state = await second.testClient.dumpState();
    await second.kill();
    for (let made = 0; made < 3; made += 1) {
      await world.changeStatus();
      expect(await stepAll()).toEqual([['sent'], 'failed']);
      expect(await stepAll()).toEqual([['confirmed'], 'failed']);
    }
    Object.assign(world.context.settings, { anchorTimes: { anchorInterval: -1, confirmation: 0 } });
    expect(await overview()).toMatchObject([
      { chainId: 31_337, inSync: true, waitingSince: null },
      { chainId: SECOND, inSync: false, waitingSince: expect.any(Number) },
    ]);
    expect(await listOverdueChanges(world.context)).toMatchObject([{ chainId: SECOND }]);
    second = await startAnvil({ chainId: SECOND, port });
    await second.testClient.loadState({ state });
    await second.testClient.mine({ blocks: 1 });
    // The dead chain's latest waiting row covers the earlier ones: one anchor, not three.
    const events = [];
    for (let steps = 0; steps < 6; steps += 1) events.push(...((await stepAll())[1] ?? []));
    expect(events.filter((type) => type === 'sent')).toHaveLength(1);
    expect(await overview()).toMatchObject([{ inSync: true }, { inSync: true, waitingSince: null }]);
  });
});
