import { describe, expect, it } from 'vitest';

import type { PolicyRecord } from '../ports.ts';
import { ACCOUNT, createFakeWorld, type FakeWorld, NOW } from '../testing/create-fake-world.ts';
import { decideAccess } from './decide-access.ts';

const policyId = `0x${'11'.repeat(32)}`;
const decide = (world: FakeWorld) => decideAccess({ policyId, account: ACCOUNT, chain: world.ports.chain });

describe('decideAccess', () => {
  it('says yes with the end of the pass', async () => {
    const world = createFakeWorld();
    Object.assign(world.state, { admitted: true, pass: { admittedAt: NOW - 10, expiresAt: NOW + 10 } });
    expect(await decide(world)).toEqual({ policyId, account: ACCOUNT, admitted: true, expiresAt: NOW + 10 });
  });

  it('tells apart why not', async () => {
    const world = createFakeWorld();
    const policy = world.state.policy as PolicyRecord;
    const code = async () => (await decide(world)).denial?.code;
    expect(await code()).toBe('ERR_PASS_NONE');
    world.state.pass = { admittedAt: NOW - 10, expiresAt: NOW - 5, nullifierTag: 7n };
    expect((await decide(world)).denial).toMatchObject({ code: 'ERR_PASS_EXPIRED', since: NOW - 5 });
    world.state.policy = { ...policy, notBefore: NOW };
    expect(await code()).toBe('ERR_PASS_BEFORE_NOT_BEFORE');
    world.state.policy = { ...policy, stopped: true };
    expect(await code()).toBe('ERR_POLICY_STOPPED');
    world.state.policy = undefined;
    expect(await code()).toBe('ERR_POLICY_NOT_REGISTERED');
  });

  it('takes no answer for no decision', async () => {
    const world = createFakeWorld();
    const down = new Error('down');
    world.ports.chain.readIsAdmitted = () => Promise.reject(down);
    await expect(decide(world)).rejects.toBe(down);
  });
});
