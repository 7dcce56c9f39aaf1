import { expect } from 'vitest';

import { hashRegistryLeaf, poseidon, REGISTRY_TREE_DEPTH } from '@postern/primitives';
import {
  admitBatch,
  anchorStatus,
  dropRoot,
  endPass,
  raiseNotBefore,
  readIsAdmitted,
  readIssuer,
  readPass,
  readRegistryLeaves,
  readRegistryRoot,
  readRootInfo,
  removeLeaf,
  setOperator,
  setStandbyOperator,
  stopPolicy,
  suspendOperator,
} from '@postern/contracts';
import { createChainMirror, type MirrorStatus } from '@postern/contracts/mirror';
import { zeroHash } from 'viem';

import { createDice } from './create-dice.ts';
import type { OpenChain } from './start-open-chain.ts';

const PEOPLE = [2, 3, 4, 5] as const;
/** A pass of these histories ends after ten. */
const THREE_DAYS = 3 * 86_400;

/**
 * Lets the dice make a history of leaves, anchors, removals, dropped roots, passes alone and in batches, moves, ends and
 * stops, days that pass, and reorgs, and compares the mirror with the contracts every few steps: leaves, root, what is
 * known of earlier roots, passes, decisions, and a proof path.
 */
export async function runMirrorHistory(options: {
  world: OpenChain;
  steps: number;
  seed: number;
}): Promise<MirrorStatus> {
  const { world, steps } = options;
  const { client, deployment } = world;
  const { trustRegistry, policyRegistry, passRegistry } = deployment;
  const dice = createDice(options.seed);
  const policies = [
    await world.addPolicy(BigInt(42_000 + options.seed)),
    await world.addPolicy(BigInt(43_000 + options.seed)),
  ] as const;
  await world.addLeaf(options.seed);
  const floor = Number(await client.getBlockNumber({ cacheTime: 0 }));
  const mirror = createChainMirror({ client, deployment, clock: { now: () => 0 } });
  const roots: bigint[] = [];
  const decisions = { admitted: 0, refused: 0 };
  let nextList = options.seed;

  /** Sends what the dice say; a refusal by a contract is a step as well. */
  const step = async (): Promise<unknown> => {
    const leaves = await readRegistryLeaves({ client, trustRegistry });
    const leaf = leaves[dice(leaves.length)];
    const wallet = PEOPLE[dice(PEOPLE.length)] ?? 2;
    const id = { issuerId: world.issuerId, listId: leaf?.listId ?? 0 };
    const policy = policies[dice(2)] ?? policies[0];
    const { policyId } = policy;
    switch (dice(15)) {
      case 0:
        nextList += 1;
        return leaves.length < 40 ? world.addLeaf(nextList) : undefined;
      case 1:
        return dice(3) === 0 ? removeLeaf({ ...world.walletOf(0), trustRegistry, ...id }) : undefined;
      case 2: {
        const root = roots[dice(Math.max(1, roots.length))] ?? 0n;
        return dice(3) === 0 ? dropRoot({ ...world.walletOf(0), trustRegistry, root }) : undefined;
      }
      case 3:
        return endPass({ ...world.walletOf(wallet), passRegistry, policyId });
      case 4:
      case 5:
      case 9:
        return world.admitOpenly(policy, wallet, BigInt(7000 + dice(3)));
      case 6: {
        const depth = Math.min(1 + dice(6), Number(await client.getBlockNumber({ cacheTime: 0 })) - floor);
        return depth > 0 ? world.reorg(depth) : undefined;
      }
      case 10: {
        const nullifier = BigInt(7000 + dice(3));
        const admissions = await Promise.all(policies.map((each) => world.prepare(each, wallet, nullifier)));
        return admitBatch({ ...world.walletOf(wallet), passRegistry, admissions });
      }
      case 11: {
        const { timestamp } = await client.getBlock();
        const notBefore = Number(timestamp) - dice(2) * dice(THREE_DAYS);
        return dice(3) === 0
          ? raiseNotBefore({ ...world.walletOf(0), policyRegistry, policyId, notBefore })
          : undefined;
      }
      case 12:
        // The second one only: the first goes on to the end.
        return dice(8) === 0
          ? stopPolicy({ ...world.walletOf(0), policyRegistry, policyId: policies[1].policyId })
          : undefined;
      case 13:
        await world.chain.testClient.increaseTime({ seconds: dice(THREE_DAYS) });
        return world.chain.testClient.mine({ blocks: 1 });
      case 14: {
        // The standby never anchors here: the operator comes back by governance, and its leaves by its anchors.
        const issuer = { ...world.walletOf(0), trustRegistry, issuerId: world.issuerId };
        const choice = dice(4);
        if (choice === 0) return suspendOperator(issuer);
        return choice === 1
          ? setStandbyOperator({ ...issuer, standby: world.addressOf(9) })
          : setOperator({ ...issuer, operator: world.addressOf(1) });
      }
      default: {
        const statusRoot = BigInt(dice(5));
        const anchor = { ...id, epoch: (leaf?.epoch ?? 0) + 1, statusRoot, contentHash: zeroHash, uri: 'u' };
        return anchorStatus({ ...world.walletOf(1), trustRegistry, anchor });
      }
    }
  };

  const compare = async (): Promise<void> => {
    await mirror.sync();
    const leaves = await readRegistryLeaves({ client, trustRegistry });
    expect(mirror.readRegistryLeaves()).toEqual(leaves);
    const { issuerId } = world;
    expect(mirror.readIssuer({ issuerId })).toEqual(await readIssuer({ client, trustRegistry, issuerId }));
    const root = await readRegistryRoot({ client, trustRegistry });
    expect(mirror.readRegistryRoot()).toBe(root);
    roots.push(root);
    for (const known of [root, roots[dice(roots.length)] ?? root, roots[dice(roots.length)] ?? root]) {
      expect(mirror.readRootInfo({ root: known })).toEqual(await readRootInfo({ client, trustRegistry, root: known }));
    }
    for (const { policyId } of policies) {
      for (const wallet of PEOPLE) {
        const query = { policyId, account: world.addressOf(wallet) };
        expect(mirror.readPass(query)).toEqual(await readPass({ client, passRegistry, ...query }));
        const decision = await readIsAdmitted({ client, passRegistry, ...query });
        expect(mirror.isAdmitted(query)).toBe(decision);
        decisions[decision ? 'admitted' : 'refused'] += 1;
      }
    }
    const own = leaves[0];
    if (own === undefined) return;
    const { leafIndex } = own;
    const { siblings } = mirror.readRegistryPath({ leafIndex });
    expect(siblings).toHaveLength(REGISTRY_TREE_DEPTH);
    const climbed = siblings.reduce<bigint>(
      (node, sibling, level) => poseidon((leafIndex >> level) & 1 ? [sibling, node] : [node, sibling]),
      own.active ? hashRegistryLeaf(own) : 0n,
    );
    expect(climbed).toBe(root);
  };

  for (let count = 0; count < steps; count += 1) {
    await step().catch(() => undefined);
    // Every few steps, so that one reading meets reorgs and news together.
    if (dice(3) === 0) await compare();
  }
  await compare();
  expect(() => mirror.readRegistryPath({ leafIndex: 127 })).toThrow(
    expect.objectContaining({ code: 'ERR_MIRROR_UNKNOWN_LEAF' }),
  );
  expect(Math.min(decisions.admitted, decisions.refused)).toBeGreaterThan(0);
  return mirror.status();
}
