import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAnvil, type TestChain } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OutboxWorld, openOutboxWorld } from '../test-support/outbox-world.ts';
import { keepWholeState, reorganise } from '../test-support/soak-outbox.ts';
import { type SpawnedIssuer, spawnIssuer } from '../test-support/spawn-issuer.ts';

const KILLS = 50;
/** Every how many kills of the chain the issuer is killed too, and everything must be whole. */
const ISSUER_EVERY = 3;
const WHOLE_EVERY = 5;
const ISSUER_PORT = 18_934;

const SETTINGS = { ISSUER_ANCHOR_CONFIRMATIONS: '4', ISSUER_ANCHOR_IN_FLIGHT: '3' };

const openWorld = async (port: number, chain?: TestChain): Promise<OutboxWorld> => {
  const world = await openOutboxWorld({ port, env: SETTINGS, ...(chain === undefined ? {} : { chain }) });
  await world.host.registerLeaf();
  await world.changeStatus();
  await world.settle();
  return world;
};

// A chain of its own for each round: anvil forgets the state of blocks that are more than 500 back.
for (const round of [1, 2, 3]) {
  it(`survives reorganisations of every depth, round ${round}`, async () => {
    const world = await openWorld(18_940 + 2 * round);
    try {
      for (const depth of [1, 2, 5, 12, 64]) {
        for (const inFlight of [0, 1, 3]) {
          expect(await reorganise(world, { depth, inFlight })).toMatchObject({ whole: true });
        }
      }
    } finally {
      await world.host.stop();
    }
  });
}

describe(`${KILLS} kills of the chain, and kills of the issuer between them`, () => {
  let folder: string;
  let stateFile: string;
  let chain: TestChain;
  let world: OutboxWorld;
  let issuer: SpawnedIssuer | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'postern-soak-'));
    stateFile = path.join(folder, 'chain.json');
    chain = await startAnvil({ stateFile });
    world = await openWorld(18_932, chain);
  });
  afterAll(async () => {
    await issuer?.stop();
    await world.host.stop();
    await chain.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('end with the root of the rows', async () => {
    const port = Number(new URL(chain.url).port);
    // What is registered must not be lost: governance does not register again.
    await chain.stop();
    await copyFile(stateFile, `${stateFile}.whole`);
    chain = await startAnvil({ stateFile, port });
    issuer = await spawnIssuer({ env: issuerEnv(world) });
    const isWhole = async () => {
      await chain.testClient.mine({ blocks: 1 });
      return world.isWhole();
    };
    for (let kill = 1; kill <= KILLS; kill += 1) {
      for (let changes = 0; changes <= kill % 3; changes += 1) await world.changeStatus();
      await sleep((kill * 137) % 1500);
      await chain.kill();
      if (kill % ISSUER_EVERY === 0) {
        await issuer.kill();
        issuer = await spawnIssuer({ env: issuerEnv(world) });
      }
      await keepWholeState(stateFile);
      chain = await startAnvil({ stateFile, port });
      if (kill % WHOLE_EVERY !== 0) continue;
      await expect.poll(isWhole, { timeout: 60_000, interval: 300 }).toBe(true);
    }
    await expect.poll(isWhole, { timeout: 60_000, interval: 300 }).toBe(true);
  });
});

function issuerEnv(world: OutboxWorld): Record<string, string> {
  const { env } = world.host;
  return {
    PORT: String(ISSUER_PORT),
    LOG_LEVEL: 'silent',
    ISSUER_PUBLIC_URL: env.ISSUER_PUBLIC_URL,
    ISSUER_DATABASE_URL: env.ISSUER_DATABASE_URL,
    ISSUER_RPC_URL: env.ISSUER_RPC_URL,
    ISSUER_TRUST_REGISTRY: env.ISSUER_TRUST_REGISTRY,
    ISSUER_ANCHOR_INTERVAL_MS: '100',
    ISSUER_ANCHOR_RESEND_SECONDS: '1',
    ...SETTINGS,
  };
}
