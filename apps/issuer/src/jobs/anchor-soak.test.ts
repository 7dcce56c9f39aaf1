import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAnvil } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OutboxWorld, openOutboxWorld } from '../test-support/outbox-world.ts';
import { keepWholeState, reorganise } from '../test-support/soak-outbox.ts';

const WAIT = { timeout: 120_000 };

describe('anchors under reorganisations', () => {
  let world: OutboxWorld;
  beforeAll(async () => {
    // Final after four blocks: the deeper ones take back what was final.
    world = await openOutboxWorld({
      port: 18_924,
      env: { ISSUER_ANCHOR_CONFIRMATIONS: '4', ISSUER_ANCHOR_IN_FLIGHT: '3' },
    });
    await world.host.registerLeaf();
    await world.changeStatus();
    await world.settle();
  }, 120_000);
  afterAll(() => world.host.stop());

  for (const depth of [1, 2, 5, 12, 64]) {
    for (const inFlight of [0, 1, 3]) {
      it(`of depth ${depth} with ${inFlight} under way end with the root of the rows`, WAIT, async () => {
        const { whole, events } = await reorganise(world, { depth, inFlight });
        expect(whole).toBe(true);
        expect(events).toContain('stepped_back');
        expect(events).not.toContain('second_sender');
      });
    }
  }
});

describe('anchors on a chain that is killed', () => {
  it('reach it again after it came back as it was earlier', WAIT, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'postern-chain-'));
    const stateFile = path.join(folder, 'chain.json');
    let chain = await startAnvil({ stateFile });
    const port = Number(new URL(chain.url).port);
    const world = await openOutboxWorld({ port: 18_926, chain });
    try {
      await world.host.registerLeaf();
      await world.changeStatus();
      await world.settle();
      await chain.stop();
      await keepWholeState(stateFile);
      chain = await startAnvil({ stateFile, port });
      for (let anchored = 0; anchored < 2; anchored += 1) {
        await world.changeStatus();
        await world.settle();
      }
      await chain.testClient.setAutomine(false);
      await world.changeStatus();
      await world.step();
      await chain.kill();
      await expect(world.step()).rejects.toThrow();
      await keepWholeState(stateFile);
      chain = await startAnvil({ stateFile, port });
      await world.settle();
      expect(await world.isWhole()).toBe(true);
    } finally {
      await world.host.stop();
      await chain.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
