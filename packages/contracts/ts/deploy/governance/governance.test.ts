import { startAnvil, type TestChain } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Deployment } from '../../deployment.ts';
import { accessManagerAbi } from '../../generated/access-manager.ts';
import { createIssuer } from '../../write/create-issuer.ts';
import { sendCall } from '../../write/send-call.ts';
import { deployPostern } from '../deploy-postern.ts';
import { ROLES } from '../roles.ts';
import { checkGovernance } from './check-governance.ts';
import { acceptAdmin, finishHandOver, hasAccepted, offerAdmin } from './hand-over.ts';

const DAY = 86_400;
let chain: TestChain;
beforeAll(async () => {
  chain = await startAnvil();
});
afterAll(() => chain.stop());

const walletOf = (index: number) => ({ walletClient: chain.createWallet(index), publicClient: chain.publicClient });
const addressOf = (index: number) => chain.createWallet(index).account.address;

async function deploy(delaySeconds: number, keepDeployer = true) {
  const governance = { admin: addressOf(1), governor: addressOf(2), guardian: addressOf(3), delaySeconds };
  const deployment = await deployPostern({ ...walletOf(0), development: true, governance, keepDeployer });
  const failing = async (): Promise<string[]> => {
    const query = { client: chain.publicClient, deployment, governance, deployer: addressOf(0) };
    return (await checkGovernance(query)).filter(({ holds }) => !holds).map(({ name }) => name);
  };
  const handOver = { accessManager: deployment.accessManager, deployer: addressOf(0), admin: governance.admin };
  return { deployment, governance, failing, handOver, offer: { ...handOver, delaySeconds } };
}

async function advance(seconds: number): Promise<void> {
  const { timestamp } = await chain.publicClient.getBlock();
  await chain.testClient.setNextBlockTimestamp({ timestamp: timestamp + BigInt(seconds) });
  await chain.testClient.mine({ blocks: 1 });
}

const grant = (deployment: Deployment, index: number, role: bigint, account: number) =>
  sendCall({
    ...walletOf(index),
    address: deployment.accessManager,
    abi: accessManagerAbi,
    functionName: 'grantRole',
    args: [role, addressOf(account), 0],
  });

describe('hand-over', () => {
  it('leaves nothing with the deployer once the new admin has shown that it can act', async () => {
    const { deployment, failing, handOver, offer } = await deploy(DAY);
    expect(await failing()).toContain('nothing is left with the deployer');
    await expect(acceptAdmin({ ...walletOf(1), ...handOver })).rejects.toMatchObject({
      code: 'ERR_ACCESS_MANAGER_UNAUTHORIZED_CALL',
    });
    await offerAdmin({ ...walletOf(0), ...offer });
    await expect(finishHandOver({ ...walletOf(0), ...handOver })).rejects.toMatchObject({
      code: 'ERR_DEPLOYMENT_HAND_OVER',
    });
    const { readyAt } = await acceptAdmin({ ...walletOf(1), ...handOver });
    expect(readyAt).toBeGreaterThan(DAY);
    expect(await hasAccepted({ client: chain.publicClient, ...handOver })).toBe(true);
    await finishHandOver({ ...walletOf(0), ...handOver });
    expect(await failing()).toEqual([
      "changes to TrustRegistry's roles wait",
      "changes to PolicyRegistry's roles wait",
      'a new governor waits',
    ]);
    // The access manager lets delays take effect five days after they were set.
    await advance(5 * DAY);
    expect(await failing()).toEqual([]);
    await expect(grant(deployment, 0, ROLES.governor, 0)).rejects.toMatchObject({
      code: 'ERR_ACCESS_MANAGER_UNAUTHORIZED_ACCOUNT',
    });
  });

  it('needs no deployer for the last step: the new admin waits and carries it out', async () => {
    const { failing, handOver, offer } = await deploy(DAY);
    await offerAdmin({ ...walletOf(0), ...offer });
    await acceptAdmin({ ...walletOf(1), ...handOver });
    await expect(finishHandOver({ ...walletOf(1), ...handOver })).rejects.toMatchObject({
      code: 'ERR_ACCESS_MANAGER_NOT_READY',
    });
    await advance(DAY);
    await finishHandOver({ ...walletOf(1), ...handOver });
    expect(await failing()).not.toContain('nothing is left with the deployer');
  });

  it('is done with the acceptance where nothing waits', async () => {
    const { failing, handOver, offer } = await deploy(0);
    await offerAdmin({ ...walletOf(0), ...offer });
    expect(await acceptAdmin({ ...walletOf(1), ...handOver })).toEqual({ readyAt: undefined });
    expect(await failing()).toEqual([]);
  });

  it('refuses to hand over to the deployer, and an offer by a stranger', async () => {
    const { handOver, offer } = await deploy(DAY);
    await expect(offerAdmin({ ...walletOf(0), ...offer, admin: handOver.deployer })).rejects.toMatchObject({
      code: 'ERR_DEPLOYMENT_HAND_OVER',
    });
    await expect(offerAdmin({ ...walletOf(5), ...offer })).rejects.toMatchObject({
      code: 'ERR_ACCESS_MANAGER_UNAUTHORIZED_ACCOUNT',
    });
  });
});

describe('checkGovernance', () => {
  it('sees a second governor, a role that is not ours, and a governor without delay', async () => {
    const { deployment, governance, failing } = await deploy(0, false);
    expect(await failing()).toEqual([]);
    await grant(deployment, 1, ROLES.governor, 6);
    expect(await failing()).toEqual(['the governor is the only governor']);
    await grant(deployment, 1, 77n, 6);
    expect(await failing()).toContain('nobody has a role that is not ours');
    const strict = { ...governance, delaySeconds: DAY };
    const query = { client: chain.publicClient, deployment, governance: strict, deployer: addressOf(0) };
    const names = (await checkGovernance(query)).filter(({ holds }) => !holds).map(({ name }) => name);
    expect(names).toContain(`the governor waits ${DAY} seconds`);
  });

  it('sees a registry of passes that reads elsewhere', async () => {
    const [own, other] = [await deploy(0, false), await deploy(0, false)];
    const deployment = { ...own.deployment, passRegistry: other.deployment.passRegistry };
    const query = { client: chain.publicClient, deployment, governance: own.governance, deployer: addressOf(0) };
    const names = (await checkGovernance(query)).filter(({ holds }) => !holds).map(({ name }) => name);
    expect(names).toEqual(['PassRegistry reads these registries']);
  });

  it('sees a shorter delay that is yet to come', async () => {
    const { deployment, failing } = await deploy(DAY);
    const waits = `the governor waits ${DAY} seconds`;
    expect(await failing()).not.toContain(waits);
    await grant(deployment, 0, ROLES.governor, 2);
    expect(await failing()).toContain(waits);
  });

  it('sees functions that went to another role, and a closed target', async () => {
    const { deployment, failing } = await deploy(0, false);
    const manager = { ...walletOf(1), address: deployment.accessManager, abi: accessManagerAbi } as const;
    const { trustRegistry } = deployment;
    const selector = '0x00000001';
    await sendCall({ ...manager, functionName: 'setTargetFunctionRole', args: [trustRegistry, [selector], 5n] });
    expect(await failing()).toEqual([]);
    await sendCall({ ...manager, functionName: 'setTargetClosed', args: [trustRegistry, true] });
    expect(await failing()).toEqual(['TrustRegistry is open']);
    const issuer = { trustRegistry, operator: addressOf(1), name: 'Bank' };
    await expect(createIssuer({ ...walletOf(2), ...issuer })).rejects.toMatchObject({
      code: 'ERR_ACCESS_MANAGED_UNAUTHORIZED',
    });
  });
});
