import { createRegistryTree, hashRegistryLeaf } from '@postern/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createDice } from '../../test/support/create-dice.ts';
import { runMirrorHistory } from '../../test/support/run-mirror-history.ts';
import { type OpenChain, startOpenChain } from '../../test/support/start-open-chain.ts';
import { createLeafTree } from './state/create-leaf-tree.ts';

let world: OpenChain;
beforeAll(async () => {
  world = await startOpenChain();
});
afterAll(() => world.chain.stop());

describe('mirror and contracts', () => {
  it('agree throughout a random history with reorgs; longer ones run in the slow tests', async () => {
    const status = await runMirrorHistory({ world, steps: 40, seed: 1 });
    expect(status).toMatchObject({ rebuilds: 1, fresh: true });
    expect(status.reorgs).toBeGreaterThan(0);
  }, 120_000);
});

describe('createLeafTree', () => {
  it('is the tree over its leaves, whatever the order of changes', () => {
    const dice = createDice(7);
    const tree = createLeafTree();
    const values = new Map<number, bigint>();
    for (let count = 0; count < 40; count += 1) {
      const leafIndex = dice(128);
      const leaf = { issuerCommitment: BigInt(dice(100)), statusRoot: BigInt(dice(100)), active: dice(4) !== 0 };
      tree.setLeaf(leafIndex, leaf as never);
      values.set(leafIndex, leaf.active ? hashRegistryLeaf(leaf) : 0n);
    }
    const expected = createRegistryTree(Array.from({ length: 128 }, (_, index) => values.get(index) ?? 0n));
    expect(tree.root()).toBe(expected.root);
    tree.setLeaf(3, undefined);
    values.set(3, 0n);
    expect(tree.root()).toBe(
      createRegistryTree(Array.from({ length: 128 }, (_, index) => values.get(index) ?? 0n)).root,
    );
  });
});
