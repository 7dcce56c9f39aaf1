import { createRegistryTree, hashRegistryLeaf, REGISTRY_TREE_DEPTH, poseidon } from '@postern/primitives';
import { zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OpenChain, startOpenChain } from '../../test/support/start-open-chain.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { anchorStatus, endPass, readPass, readRegistryLeaves, readRegistryRoot, readRootInfo } from '../index.ts';
import { sendCall } from '../write/send-call.ts';
import { createChainMirror } from './create-chain-mirror.ts';
import { createLeafTree } from './state/create-leaf-tree.ts';

const STEPS = 60;
const PEOPLE = [2, 3, 4, 5] as const;

let world: OpenChain;
beforeAll(async () => {
  world = await startOpenChain();
});
afterAll(() => world.chain.stop());

/** Mulberry32: the same steps in every run. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

describe('mirror and contracts', () => {
  it('agree after every step of a random history with reorgs', async () => {
    const { client, deployment } = world;
    const { trustRegistry, passRegistry } = deployment;
    const dice = createDice(20_260);
    const policy = await world.addPolicy(42n);
    await world.addLeaf(1);
    const floor = Number(await client.getBlockNumber());
    const mirror = createChainMirror({ client, deployment, clock: { now: () => 0 } });
    const roots = new Set<bigint>();
    let nextList = 2;
    const guard = (functionName: 'removeLeaf' | 'dropRoot', argument: bigint) =>
      sendCall({ ...world.walletOf(0), address: trustRegistry, abi: trustRegistryAbi, functionName, args: [argument] });

    /** Sends what the dice say; a refusal by a contract is a step as well. */
    const step = async (): Promise<unknown> => {
      const leaves = await readRegistryLeaves({ client, trustRegistry });
      const leaf = leaves[dice(leaves.length)];
      const wallet = PEOPLE[dice(PEOPLE.length)] ?? 2;
      switch (dice(9)) {
        case 0:
          nextList += 1;
          return world.addLeaf(nextList);
        case 1:
          return dice(3) === 0 ? guard('removeLeaf', BigInt(dice(leaves.length))) : undefined;
        case 2:
          return dice(3) === 0 ? guard('dropRoot', [...roots][dice(roots.size)] ?? 0n) : undefined;
        case 3:
          return endPass({ ...world.walletOf(wallet), passRegistry, policyId: policy.policyId });
        case 4:
        case 5:
          return world.admitOpenly(policy, wallet, BigInt(7000 + dice(3)));
        case 6: {
          const depth = Math.min(1 + dice(6), Number(await client.getBlockNumber()) - floor);
          return depth > 0 ? world.reorg(depth) : undefined;
        }
        default: {
          if (leaf === undefined) return undefined;
          const { leafIndex, epoch } = leaf;
          const anchored = {
            leafIndex,
            epoch: epoch + 1,
            statusRoot: BigInt(dice(5)),
            contentHash: zeroHash,
            uri: 'u',
          };
          return anchorStatus({ ...world.walletOf(1), trustRegistry, anchor: anchored });
        }
      }
    };

    for (let count = 0; count < STEPS; count += 1) {
      await step().catch(() => undefined);
      // Every few steps, so that one reading meets reorgs and news together.
      if (dice(3) !== 0) continue;
      await mirror.sync();
      const leaves = await readRegistryLeaves({ client, trustRegistry });
      expect(mirror.readRegistryLeaves()).toEqual(leaves);
      const root = await readRegistryRoot({ client, trustRegistry });
      expect(mirror.readRegistryRoot()).toBe(root);
      roots.add(root);
      for (const known of roots) {
        expect(mirror.readRootInfo({ root: known })).toEqual(
          await readRootInfo({ client, trustRegistry, root: known }),
        );
      }
      for (const wallet of PEOPLE) {
        const query = { policyId: policy.policyId, account: world.addressOf(wallet) };
        expect(mirror.readPass(query)).toEqual(await readPass({ client, passRegistry, ...query }));
      }
      const path = mirror.readRegistryPath({ leafIndex: 0 });
      expect(path.siblings).toHaveLength(REGISTRY_TREE_DEPTH);
      const first = leaves[0]?.active === true ? hashRegistryLeaf(leaves[0]) : 0n;
      const climbed = path.siblings.reduce<bigint>((node, sibling) => poseidon([node, sibling]), first);
      expect(climbed).toBe(root);
    }
    expect(mirror.status().reorgs).toBeGreaterThan(0);
    expect(() => mirror.readRegistryPath({ leafIndex: 127 })).toThrow(
      expect.objectContaining({ code: 'ERR_MIRROR_UNKNOWN_LEAF' }),
    );
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
