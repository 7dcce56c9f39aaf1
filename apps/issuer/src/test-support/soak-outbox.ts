import { copyFile, readFile } from 'node:fs/promises';

import type { OutboxWorld } from './outbox-world.ts';

/** Anchors below the newest block before each reorganisation. */
const EARLIER_ANCHORS = 2;

/**
 * One reorganisation: anchors in blocks, the last of them in the newest, some under way, then the newest blocks are
 * replaced by empty ones.
 *
 * @returns whether afterwards the registry holds what the rows say, and what happened on the way there
 */
export async function reorganise(
  world: OutboxWorld,
  options: { depth: number; inFlight: number },
): Promise<{ whole: boolean; events: string[] }> {
  const { depth, inFlight } = options;
  const { testClient, publicClient } = world.host.chain;
  const first = await publicClient.getBlockNumber();
  for (let made = 0; made < EARLIER_ANCHORS; made += 1) {
    await world.changeStatus();
    await world.settle();
  }
  const missing = depth - 1 - Number((await publicClient.getBlockNumber()) - first);
  if (missing > 0) await testClient.mine({ blocks: missing });
  await world.changeStatus();
  await world.step();
  await world.step();
  await testClient.setAutomine(false);
  for (let sent = 0; sent < inFlight; sent += 1) {
    await world.changeStatus();
    await world.step();
  }
  await publicClient.request({ method: 'anvil_reorg', params: [depth, []] } as never);
  await testClient.setAutomine(true);
  const events = await world.settle();
  return { whole: await world.isWhole(), events };
}

/** A kill in the midst of writing leaves half a file: then the chain comes back older still. */
export async function keepWholeState(stateFile: string): Promise<void> {
  try {
    JSON.parse(await readFile(stateFile, 'utf8'));
    await copyFile(stateFile, `${stateFile}.whole`);
  } catch {
    await copyFile(`${stateFile}.whole`, stateFile);
  }
}
