import { type Address, encodeFunctionData, hashTypedData, keccak256, zeroAddress, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OpenChain, startOpenChain } from '../test/support/start-open-chain.ts';
import { deployPassToken } from './deploy/deploy-pass-token.ts';
import { deployPostern } from './deploy/deploy-postern.ts';
import {
  addCircuitVersion,
  type Admission,
  admitBatch,
  anchorStatus,
  closePolicy,
  createIssuer,
  disableCircuitVersion,
  dropHistory,
  dropRoot,
  endPass,
  executeCall,
  getAdmitTypedData,
  getEndTypedData,
  pauseCircuitVersion,
  raiseNotBefore,
  readAdmitDigest,
  readCircuitVersion,
  readEndDigest,
  readHeartbeat,
  readIssuer,
  readIssuerCount,
  readNullifierRecord,
  readPassGate,
  readPassToken,
  readPerson,
  readPersonAccount,
  readPolicy,
  readPolicyId,
  readRegistryLeaves,
  readRegistryRoot,
  readRootInfo,
  readScope,
  readScopeId,
  removeLeaf,
  resumeCircuitVersion,
  scheduleCall,
  setGasPercent,
  setOperator,
  setStandbyOperator,
  showPass,
  stopPolicy,
  suspendOperator,
  trustRegistryAbi,
  watchPassRegistry,
  watchPolicyRegistry,
  watchTrustRegistry,
  zeroStaleLeaf,
} from './index.ts';

let world: OpenChain;
beforeAll(async () => {
  world = await startOpenChain();
});
afterAll(() => world.chain.stop());

const refusal = (code: string) => expect.objectContaining({ code });

describe('trust registry clients', () => {
  it('changes the operator, for the governor only', async () => {
    const { trustRegistry } = world.deployment;
    const change = { trustRegistry, issuerId: 1, operator: world.addressOf(7) };
    await expect(setOperator({ ...world.walletOf(5), ...change })).rejects.toEqual(
      refusal('ERR_ACCESS_MANAGED_UNAUTHORIZED'),
    );
    await setOperator({ ...world.walletOf(0), ...change });
    const query = { client: world.client, trustRegistry };
    expect((await readIssuer({ ...query, issuerId: 1 })).operator).toBe(world.addressOf(7));
    expect(await readIssuerCount(query)).toBe(1);
    await setOperator({ ...world.walletOf(0), ...change, operator: world.addressOf(1) });
  });

  it('drops roots and history, and removes leaves, for the guardian only', async () => {
    const { trustRegistry } = world.deployment;
    const query = { client: world.client, trustRegistry };
    const first = await world.addLeaf(1);
    const second = await world.addLeaf(2);
    await expect(dropHistory({ ...world.walletOf(5), trustRegistry })).rejects.toEqual(
      refusal('ERR_ACCESS_MANAGED_UNAUTHORIZED'),
    );
    expect(await readRootInfo({ ...query, root: first.registryRoot })).toMatchObject({ known: true });
    await dropHistory({ ...world.walletOf(0), trustRegistry });
    expect(await readRootInfo({ ...query, root: first.registryRoot })).toEqual({ known: false });
    expect(await readRootInfo({ ...query, root: second.registryRoot })).toEqual({ known: true });

    const drop = { trustRegistry, root: second.registryRoot };
    await expect(dropRoot({ ...world.walletOf(0), ...drop })).rejects.toEqual(
      refusal('ERR_TRUST_REGISTRY_ROOT_IS_CURRENT'),
    );
    // A root that is superseded in the second of the drop is dropped with the others.
    await world.chain.testClient.increaseTime({ seconds: 2 });
    const third = await world.addLeaf(20);
    await expect(dropRoot({ ...world.walletOf(5), ...drop })).rejects.toEqual(
      refusal('ERR_ACCESS_MANAGED_UNAUTHORIZED'),
    );
    await dropRoot({ ...world.walletOf(0), ...drop });
    expect(await readRootInfo({ ...query, root: second.registryRoot })).toEqual({ known: false });

    const removal = { trustRegistry, issuerId: second.issuerId, listId: second.listId };
    await expect(removeLeaf({ ...world.walletOf(5), ...removal })).rejects.toEqual(
      refusal('ERR_ACCESS_MANAGED_UNAUTHORIZED'),
    );
    await removeLeaf({ ...world.walletOf(0), ...removal });
    expect(await readRootInfo({ ...query, root: third.registryRoot })).toEqual({ known: false });
    expect((await readRegistryLeaves(query)).map(({ listId }) => listId)).toEqual([1, 20]);
    // Its position serves another list; what it was called never does.
    const next = await world.addLeaf(21);
    expect(next.leafIndex).toBe(second.leafIndex);
    await expect(world.addLeaf(2)).rejects.toEqual(refusal('ERR_TRUST_REGISTRY_LIST_TAKEN'));
    await expect(removeLeaf({ ...world.walletOf(0), ...removal })).rejects.toEqual(
      refusal('ERR_TRUST_REGISTRY_LEAF_REMOVED'),
    );
  });

  it('suspends an operator at once, and lets the standby restore the leaves', async () => {
    const { trustRegistry } = world.deployment;
    const { issuerId, listId } = await world.addLeaf(22);
    const issuer = { trustRegistry, issuerId };
    await setStandbyOperator({ ...world.walletOf(0), ...issuer, standby: world.addressOf(9) });
    await expect(suspendOperator({ ...world.walletOf(5), ...issuer })).rejects.toEqual(
      refusal('ERR_ACCESS_MANAGED_UNAUTHORIZED'),
    );
    await suspendOperator({ ...world.walletOf(0), ...issuer });
    const activity = async () =>
      (await readRegistryLeaves({ client: world.client, trustRegistry })).map(({ active }) => active);
    expect(await activity()).not.toContain(true);
    const anchor = { issuerId, listId, epoch: 1, statusRoot: 5n, contentHash: zeroHash, uri: '' };
    await expect(anchorStatus({ ...world.walletOf(1), trustRegistry, anchor })).rejects.toEqual(
      refusal('ERR_TRUST_REGISTRY_NOT_OPERATOR'),
    );
    await anchorStatus({ ...world.walletOf(9), trustRegistry, anchor });
    expect(await activity()).toContain(true);
    expect(await readIssuer({ client: world.client, ...issuer })).toMatchObject({
      operator: world.addressOf(9),
      standby: zeroAddress,
    });
    await setOperator({ ...world.walletOf(0), ...issuer, operator: world.addressOf(1) });
  });

  it('takes out a leaf that was silent past the heartbeat, not before', async () => {
    const { trustRegistry } = world.deployment;
    const { leafIndex, issuerId, listId } = await world.addLeaf(3);
    const call = { ...world.walletOf(6), trustRegistry, issuerId, listId };
    await expect(zeroStaleLeaf(call)).rejects.toEqual(refusal('ERR_TRUST_REGISTRY_NOT_STALE'));
    const heartbeat = BigInt(await readHeartbeat({ client: world.client, trustRegistry }));
    const { timestamp } = await world.client.getBlock();
    // From the last block on: many quick blocks run ahead of the clock that increaseTime counts from.
    await world.chain.testClient.setNextBlockTimestamp({ timestamp: timestamp + heartbeat + 1n });
    await world.chain.testClient.mine({ blocks: 1 });
    await zeroStaleLeaf(call);
    const anchor = { issuerId, listId, epoch: 1, statusRoot: 5n, contentHash: zeroHash, uri: '' };
    await anchorStatus({ ...world.walletOf(1), trustRegistry, anchor });
    const leaves = await readRegistryLeaves({ client: world.client, trustRegistry });
    expect(leaves.find((leaf) => leaf.leafIndex === leafIndex)).toMatchObject({ active: true, statusRoot: 5n });
  });
});

describe('policy registry clients', () => {
  it('raises notBefore, closes and stops, for whom it is allowed', async () => {
    const { policyRegistry } = world.deployment;
    const { policyId } = await world.addPolicy(900n);
    const policy = { policyRegistry, policyId };
    const notBefore = Number((await world.client.getBlock()).timestamp);
    await expect(raiseNotBefore({ ...world.walletOf(5), ...policy, notBefore })).rejects.toEqual(
      refusal('ERR_POLICY_REGISTRY_NOT_ALLOWED'),
    );
    await raiseNotBefore({ ...world.walletOf(0), ...policy, notBefore });
    await expect(closePolicy({ ...world.walletOf(5), ...policy })).rejects.toEqual(
      refusal('ERR_POLICY_REGISTRY_NOT_ALLOWED'),
    );
    await closePolicy({ ...world.walletOf(0), ...policy });
    await expect(stopPolicy({ ...world.walletOf(5), ...policy })).rejects.toEqual(
      refusal('ERR_POLICY_REGISTRY_NOT_ALLOWED'),
    );
    const gate = { client: world.client, ...policy };
    expect(await readPassGate(gate)).toEqual({ notBefore, stopped: false });
    await stopPolicy({ ...world.walletOf(0), ...policy });
    expect(await readPassGate(gate)).toEqual({ notBefore, stopped: true });
    expect(await readPolicy({ client: world.client, ...policy })).toMatchObject({
      notBefore,
      closed: true,
      stopped: true,
    });
  });

  it('lists a verifier with the code that was reviewed, and disables it for ever', async () => {
    const { policyRegistry, presentationVerifier: verifier } = world.deployment;
    const codeHash = keccak256((await world.client.getCode({ address: verifier })) ?? '0x');
    const listing = { ...world.walletOf(0), policyRegistry, version: 9, verifier };
    await expect(addCircuitVersion({ ...listing, codeHash: zeroHash })).rejects.toEqual(
      refusal('ERR_POLICY_REGISTRY_INVALID_VERIFIER'),
    );
    await addCircuitVersion({ ...listing, codeHash });
    const query = { client: world.client, policyRegistry, version: 9 };
    expect(await readCircuitVersion(query)).toMatchObject({ verifier, codeHash, disabled: false });
    const pause = { policyRegistry, version: 9 };
    await expect(pauseCircuitVersion({ ...world.walletOf(5), ...pause })).rejects.toEqual(
      refusal('ERR_ACCESS_MANAGED_UNAUTHORIZED'),
    );
    await pauseCircuitVersion({ ...world.walletOf(0), ...pause });
    expect(await readCircuitVersion(query)).toMatchObject({ paused: true });
    await expect(resumeCircuitVersion({ ...world.walletOf(5), ...pause })).rejects.toEqual(
      refusal('ERR_ACCESS_MANAGED_UNAUTHORIZED'),
    );
    await resumeCircuitVersion({ ...world.walletOf(0), ...pause });
    expect(await readCircuitVersion(query)).toMatchObject({ paused: false });
    await disableCircuitVersion({ ...world.walletOf(0), ...pause });
    expect(await readCircuitVersion(query)).toMatchObject({ disabled: true });
    await expect(readCircuitVersion({ ...query, version: 10 })).rejects.toEqual(
      refusal('ERR_POLICY_REGISTRY_UNKNOWN_CIRCUIT'),
    );
  });
});

describe('pass registry clients', () => {
  it('reads person, record and scope', async () => {
    const { passRegistry } = world.deployment;
    const policy = await world.addPolicy(901n);
    const account = world.addressOf(4);
    const query = { client: world.client, passRegistry };
    expect(await readPerson({ ...query, policyId: policy.policyId, account })).toBeUndefined();
    const { signals } = await world.prepare(policy, 4, 77n);
    const scope = await readScope({ ...query, scopeId: policy.scopeId });
    expect(scope).toBe(signals[3]);
    expect(await readNullifierRecord({ ...query, scope, nullifierTag: 77n })).toBeUndefined();
    expect(await readPersonAccount({ ...query, policyId: policy.policyId, nullifierTag: 77n })).toBeUndefined();
    await world.admitOpenly(policy, 4, 77n);
    expect(await readPerson({ ...query, policyId: policy.policyId, account })).toBe(77n);
    expect(await readNullifierRecord({ ...query, scope, nullifierTag: 77n })).toMatchObject({ account });
    await world.chain.testClient.mine({ blocks: 1, interval: 60 });
    await world.admitOpenly(policy, 5, 77n);
    expect(await readPersonAccount({ ...query, policyId: policy.policyId, nullifierTag: 77n })).toBe(
      world.addressOf(5),
    );
  });
});

describe('sending', () => {
  it('leaves room for a block in which the same call costs more', async () => {
    const { passRegistry } = world.deployment;
    const policy = await world.addPolicy(906n);
    const { hash, receipt } = await world.admitOpenly(policy, 7, 7007n);
    const { gas } = await world.client.getTransaction({ hash });
    expect(gas).toBeGreaterThan(receipt.gasUsed + 22_100n);
    // And a call that would be refused is not sent at all.
    const nonce = await world.client.getTransactionCount({ address: world.addressOf(7) });
    const refused = endPass({ ...world.walletOf(7), passRegistry, policyId: zeroHash });
    await expect(refused).rejects.toEqual(refusal('ERR_PASS_REGISTRY_NO_PASS'));
    expect(await world.client.getTransactionCount({ address: world.addressOf(7) })).toBe(nonce);
  });
});

describe('what contracts compute', () => {
  it('is what was emitted and what a wallet signs', async () => {
    const { policyRegistry, passRegistry } = world.deployment;
    const policy = await world.addPolicy(905n);
    const client = world.client;
    const owner = world.addressOf(0);
    const { parameters } = policy;
    expect(await readPolicyId({ client, policyRegistry, owner, parameters })).toBe(policy.policyId);
    expect(await readScopeId({ client, policyRegistry, owner, salt: parameters.salt })).toBe(policy.scopeId);
    const consent = { policyId: policy.policyId, nullifier: 1n, provenAt: 2n, expiresAt: 3n };
    const signed = getAdmitTypedData({ chainId: world.chain.chain.id, passRegistry, ...consent });
    expect(await readAdmitDigest({ client, passRegistry, ...consent })).toBe(hashTypedData(signed));
    const ended = { account: owner, policyId: policy.policyId, nullifierTag: 1n, admittedAt: 2n, deadline: 3n };
    const typed = getEndTypedData({ chainId: world.chain.chain.id, passRegistry, ...ended });
    expect(await readEndDigest({ client, passRegistry, ...ended })).toBe(hashTypedData(typed));
  });
});

describe('gas limits', () => {
  it('are set within bounds, by the governor', async () => {
    const { policyRegistry } = world.deployment;
    const call = { policyRegistry, version: 1 };
    await expect(setGasPercent({ ...world.walletOf(5), ...call, gasPercent: 200 })).rejects.toEqual(
      refusal('ERR_ACCESS_MANAGED_UNAUTHORIZED'),
    );
    await expect(setGasPercent({ ...world.walletOf(0), ...call, gasPercent: 1001 })).rejects.toEqual(
      refusal('ERR_POLICY_REGISTRY_INVALID_GAS_PERCENT'),
    );
    await setGasPercent({ ...world.walletOf(0), ...call, gasPercent: 200 });
    expect(await readCircuitVersion({ client: world.client, ...call })).toMatchObject({ gasPercent: 200 });
  });
});

describe('pass token', () => {
  it('shows a pass while it counts, locked, and announces what changed', async () => {
    const { passRegistry } = world.deployment;
    const policy = await world.addPolicy(904n);
    const { policyId } = policy;
    const account = world.addressOf(4);
    const passToken = await deployPassToken({ ...world.walletOf(6), passRegistry, policyId });
    const query = { client: world.client, passToken, account };
    const show = { ...world.walletOf(6), passToken, account };
    expect(await readPassToken(query)).toBeUndefined();
    expect(await showPass(show)).toMatchObject({ announced: undefined });
    await world.admitOpenly(policy, 4, 404n);
    expect(await readPassToken(query)).toMatchObject({ tokenId: BigInt(account), locked: true });
    expect((await readPassToken(query))?.tokenUri).toMatch(/^data:application\/json/);
    expect(await showPass(show)).toMatchObject({ announced: 'shown' });
    expect(await showPass(show)).toMatchObject({ announced: undefined });
    await endPass({ ...world.walletOf(4), passRegistry, policyId });
    expect(await readPassToken(query)).toBeUndefined();
    expect(await showPass(show)).toMatchObject({ announced: 'gone' });
  });
});

describe('admitBatch', () => {
  it('admits what the chain allows and names what it left out', async () => {
    const { passRegistry } = world.deployment;
    const policy = await world.addPolicy(903n);
    const admissions = await Promise.all([3, 4, 5].map((index) => world.prepare(policy, index, BigInt(300 + index))));
    const [third, fourth, fifth] = admissions;
    if (third === undefined || fourth === undefined || fifth === undefined) throw new Error('unreachable');
    const sign = (index: number, { policyId, signals }: Admission) => {
      const [nullifier, , , , , provenAt, , expiresAt] = signals;
      const consent = { chainId: world.chain.chain.id, passRegistry, policyId, nullifier, provenAt, expiresAt };
      return world.chain.createWallet(index).signTypedData(getAdmitTypedData(consent));
    };
    const relayed = [
      { ...third, accountSignature: await sign(3, third) },
      fourth,
      { ...fifth, accountSignature: await sign(5, fifth) },
    ];
    const sent = await admitBatch({ ...world.walletOf(6), passRegistry, admissions: relayed });
    expect(sent.admitted).toEqual([third.account, fifth.account]);
    expect(sent.skipped).toEqual([{ index: 1, account: fourth.account, code: 'ERR_PASS_REGISTRY_CONSENT_MISSING' }]);
  });
});

describe('watching', () => {
  it('tells of events of each registry, and of one account only when asked', async () => {
    const { client, deployment } = world;
    const { trustRegistry, policyRegistry, passRegistry } = deployment;
    const fromBlock = (await client.getBlockNumber({ cacheTime: 0 })) + 1n;
    const seen: string[] = [];
    let done = (): void => undefined;
    const all = new Promise<void>((resolve) => {
      done = resolve;
    });
    const note = (events: readonly { eventName: string }[]): void => {
      seen.push(...events.map(({ eventName }) => eventName));
      if (new Set(seen).size === 4) done();
    };
    const shared = { client, fromBlock, onEvents: note, onError: (error: Error) => expect.unreachable(error.message) };
    const accounts: Address[] = [];
    const stops = [
      watchTrustRegistry({ ...shared, trustRegistry }),
      watchPolicyRegistry({ ...shared, policyRegistry, eventName: 'PolicyCreated' }),
      watchPassRegistry({
        ...shared,
        passRegistry,
        eventName: 'PassAdmitted',
        account: world.addressOf(4),
        onEvents: (events) => {
          accounts.push(...events.map(({ args }) => args.account));
          note(events);
        },
      }),
    ];
    await world.addLeaf(8);
    const policy = await world.addPolicy(902n);
    await world.admitOpenly(policy, 3, 81n);
    await world.admitOpenly(policy, 4, 82n);
    await all;
    for (const stop of stops) stop();
    expect(new Set(seen)).toEqual(new Set(['LeafRegistered', 'StatusAnchored', 'PolicyCreated', 'PassAdmitted']));
    expect(accounts).toEqual([world.addressOf(4)]);
  });
});

describe('calls that have to wait', () => {
  it('are refused at once, and carried out after the delay', async () => {
    const [admin, governor, guardian] = [world.addressOf(7), world.addressOf(8), world.addressOf(9)];
    const governance = { admin, governor, guardian, delaySeconds: 86_400 };
    const held = await deployPostern({ ...world.walletOf(0), development: true, governance });
    const { accessManager, trustRegistry } = held;
    const args = [world.addressOf(1), 'Borealis Bank'] as const;
    const data = encodeFunctionData({ abi: trustRegistryAbi, functionName: 'createIssuer', args });
    const call = { ...world.walletOf(8), accessManager, target: trustRegistry, data };
    await expect(executeCall(call)).rejects.toEqual(refusal('ERR_ACCESS_MANAGER_NOT_SCHEDULED'));
    const { readyAt } = await scheduleCall(call);
    await expect(executeCall(call)).rejects.toEqual(refusal('ERR_ACCESS_MANAGER_NOT_READY'));
    const waiting = createIssuer({ ...world.walletOf(8), trustRegistry, operator: args[0], name: args[1] });
    await expect(waiting).rejects.toEqual(refusal('ERR_ACCESS_MANAGER_NOT_READY'));
    await world.chain.testClient.setNextBlockTimestamp({ timestamp: BigInt(readyAt) });
    await world.chain.testClient.mine({ blocks: 1 });
    await executeCall(call);
    expect(await readIssuerCount({ client: world.client, trustRegistry })).toBe(1);
    expect(await readRegistryRoot({ client: world.client, trustRegistry })).toBeGreaterThan(0n);
  });
});
