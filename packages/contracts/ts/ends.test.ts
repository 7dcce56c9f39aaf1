import { zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OpenChain, startOpenChain } from '../test/support/start-open-chain.ts';
import {
  barPerson,
  endPassByProof,
  endPassFor,
  endPassOfPerson,
  getEndTypedData,
  readIsAdmitted,
  readNullifierRecord,
  readPass,
  readScope,
} from './index.ts';

let world: OpenChain;
beforeAll(async () => {
  world = await startOpenChain();
});
afterAll(() => world.chain.stop());

const refusal = (code: string) => expect.objectContaining({ code });

async function passMinute(): Promise<void> {
  await world.chain.testClient.increaseTime({ seconds: 60 });
  await world.chain.testClient.mine({ blocks: 1 });
}

describe('ending one pass', () => {
  it('is for the owner, for the account by its signature, and for the person by a proof', async () => {
    const { passRegistry } = world.deployment;
    const policy = await world.addPolicy(916n);
    const { policyId } = policy;
    const account = world.addressOf(4);
    const query = { client: world.client, passRegistry, policyId, account };
    const ofPerson = { passRegistry, policyId, nullifierTag: 406n };
    await world.admitOpenly(policy, 4, 406n);
    await expect(endPassOfPerson({ ...world.walletOf(6), ...ofPerson })).rejects.toEqual(
      refusal('ERR_PASS_REGISTRY_NOT_ALLOWED'),
    );
    await endPassOfPerson({ ...world.walletOf(0), ...ofPerson });
    expect(await readIsAdmitted(query)).toBe(false);

    await passMinute();
    await world.admitOpenly(policy, 4, 406n);
    const pass = await readPass(query);
    const deadline = BigInt(pass?.expiresAt ?? 0);
    const instance = { policyId, nullifierTag: 406n, admittedAt: BigInt(pass?.admittedAt ?? 0), deadline };
    const typed = getEndTypedData({ chainId: world.chain.chain.id, passRegistry, account, ...instance });
    const accountSignature = await world.walletOf(4).walletClient.signTypedData(typed);
    const call = { ...world.walletOf(6), passRegistry, policyId, account, deadline };
    await expect(endPassFor({ ...call, accountSignature: `0x${'00'.repeat(65)}` })).rejects.toEqual(
      refusal('ERR_PASS_REGISTRY_CONSENT_MISSING'),
    );
    await endPassFor({ ...call, accountSignature });
    expect(await readIsAdmitted(query)).toBe(false);

    await passMinute();
    await world.admitOpenly(policy, 4, 406n);
    await passMinute();
    const { proof, signals } = await world.prepare(policy, 4, 406n);
    const byProof = { ...world.walletOf(6), passRegistry, policyId, proof };
    await expect(endPassByProof({ ...byProof, signals })).rejects.toEqual(
      refusal('ERR_PASS_REGISTRY_ACCOUNT_MISMATCH'),
    );
    await endPassByProof({ ...byProof, signals: signals.with(4, BigInt(passRegistry)) as never });
    expect(await readIsAdmitted(query)).toBe(false);
  });

  it('keeps nobody out; a bar by the owner of the scope does, until it is lifted', async () => {
    const { passRegistry } = world.deployment;
    const policy = await world.addPolicy(917n);
    const scope = await readScope({ client: world.client, passRegistry, scopeId: policy.scopeId });
    const until = (Math.floor(Number((await world.client.getBlock()).timestamp) / 86_400) + 9) * 86_400;
    const call = { passRegistry, scopeId: policy.scopeId, nullifierTag: 407n, until };
    await expect(barPerson({ ...world.walletOf(6), ...call })).rejects.toEqual(
      refusal('ERR_PASS_REGISTRY_NOT_SCOPE_OWNER'),
    );
    await barPerson({ ...world.walletOf(0), ...call });
    const record = { client: world.client, passRegistry, scope, nullifierTag: 407n };
    expect(await readNullifierRecord(record)).toMatchObject({ account: zeroAddress, barredUntil: until });
    await passMinute();
    await expect(world.admitOpenly(policy, 4, 407n)).rejects.toEqual(refusal('ERR_PASS_REGISTRY_BARRED'));
    await barPerson({ ...world.walletOf(0), ...call, until: 0 });
    await passMinute();
    await world.admitOpenly(policy, 4, 407n);
  });
});
