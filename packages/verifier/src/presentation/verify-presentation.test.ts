import { computeSessionBinding, computeVerifierScope } from '@postern/primitives';
import { describe, expect, it } from 'vitest';

import type { PolicyRecord } from '../ports.ts';
import { ACCOUNT, createFakePresentation, createFakeWorld, type FakeWorld, NOW } from '../testing/create-fake-world.ts';
import { verifyPresentation } from './verify-presentation.ts';

const DAY = 86_400;
const MIDNIGHT = Math.floor(NOW / DAY) * DAY;

const verify = (world: FakeWorld, presentation: unknown = createFakePresentation()) =>
  verifyPresentation({
    policyId: '0x',
    target: { kind: 'account', chainId: 31_337, registry: world.gate.passRegistry, account: ACCOUNT },
    presentation,
    ports: world.ports,
  });
const changePolicy = (world: FakeWorld, changes: Partial<PolicyRecord>) => {
  world.state.policy = { ...(world.state.policy as PolicyRecord), ...changes };
};

describe('verifyPresentation', () => {
  it('takes what fits the session, the policy, the registry and the time', async () => {
    const presentation = createFakePresentation();
    await expect(verify(createFakeWorld(), presentation)).resolves.toMatchObject({ presentation });
  });

  it('compares accounts as numbers, whatever their letters', async () => {
    const world = createFakeWorld();
    const target = {
      kind: 'account',
      chainId: 31_337,
      registry: world.gate.passRegistry,
      account: ACCOUNT.toLowerCase(),
    } as const;
    const presentation = createFakePresentation();
    const given = verifyPresentation({ policyId: '0x', target, presentation, ports: world.ports });
    await expect(given).resolves.toBeDefined();
  });

  it.each([
    ['policyHash', 100n, 'ERR_PRESENTATION_OTHER_POLICY'],
    ['scope', 5n, 'ERR_PRESENTATION_OTHER_SCOPE'],
    ['binding', 5n, 'ERR_PRESENTATION_OTHER_ACCOUNT'],
    ['registryRoot', 5n, 'ERR_POLICY_ROOT_UNKNOWN'],
    ['now', BigInt(NOW + 1), 'ERR_POLICY_PROOF_FROM_FUTURE'],
    ['now', BigInt(NOW - 3601), 'ERR_POLICY_PROOF_TOO_OLD'],
    ['today', 20_261_120n, 'ERR_PRESENTATION_DATE_MISMATCH'],
    ['expiresAt', BigInt(MIDNIGHT + 7 * DAY + 1), 'ERR_POLICY_EXPIRY_OFF_GRID'],
    ['expiresAt', BigInt(MIDNIGHT), 'ERR_POLICY_EXPIRY_PAST'],
    ['expiresAt', BigInt(MIDNIGHT + 31 * DAY), 'ERR_POLICY_EXPIRY_TOO_LATE'],
  ] as const)('refuses another %s (%s): %s, before any pairing', async (signal, value, code) => {
    const world = createFakeWorld();
    await expect(verify(world, createFakePresentation({ [signal]: value }))).rejects.toMatchObject({ code });
    expect(world.state.proofsChecked).toBe(0);
  });

  it('takes the last moments that the rules allow', async () => {
    for (const now of [NOW, NOW - 3600]) {
      await expect(verify(createFakeWorld(), createFakePresentation({ now: BigInt(now) }))).resolves.toBeDefined();
    }
    const last = createFakePresentation({ expiresAt: BigInt(MIDNIGHT + 30 * DAY) });
    await expect(verify(createFakeWorld(), last)).resolves.toBeDefined();
  });

  it('takes a superseded root within the grace, and lengthens no pass by it', async () => {
    const world = createFakeWorld();
    const before = createFakePresentation({ now: BigInt(NOW - 700) });
    world.state.root = { known: true, supersededAt: NOW - 600 };
    await expect(verify(world, before)).resolves.toBeDefined();
    changePolicy(world, { maxPassLife: MIDNIGHT + 7 * DAY - NOW });
    await expect(verify(world, before)).rejects.toMatchObject({ code: 'ERR_POLICY_EXPIRY_TOO_LATE' });
    world.state.root = { known: true, supersededAt: NOW - 601 };
    await expect(verify(world, before)).rejects.toMatchObject({
      code: 'ERR_POLICY_ROOT_SUPERSEDED',
      details: { since: NOW - 601 },
    });
  });

  describe('within the grace, after the first grace', () => {
    const signals = { now: BigInt(NOW - 700) };
    const renewing = { admittedAt: NOW - DAY, expiresAt: MIDNIGHT + 2 * DAY, nullifierTag: 123_456n };
    const start = (supersededAt: number): FakeWorld => {
      const world = createFakeWorld();
      changePolicy(world, { firstGrace: 60 });
      Object.assign(world.state, { root: { known: true, supersededAt }, pass: renewing, personAccount: ACCOUNT });
      return world;
    };

    it('takes a superseded root for the renewal of a pass that counts, until the grace is over', async () => {
      await expect(verify(start(NOW - 600), createFakePresentation(signals))).resolves.toBeDefined();
      await expect(verify(start(NOW - 601), createFakePresentation(signals))).rejects.toMatchObject({
        code: 'ERR_POLICY_ROOT_SUPERSEDED',
      });
    });

    it.each([
      ['a first pass', { pass: undefined, personAccount: undefined }],
      ['a return after the end', { pass: { ...renewing, expiresAt: NOW } }],
      ['a return after the guardian’s end', { pass: { ...renewing, admittedAt: NOW - 2 * DAY } }],
      ['an account that another person has', { pass: { ...renewing, nullifierTag: 5n } }],
      ['a person who moved away', { personAccount: `0x${'cc'.repeat(20)}` }],
    ])('not for %s', async (_what, changed) => {
      for (const [supersededAt, code] of [
        [NOW - 60, undefined],
        [NOW - 61, 'ERR_POLICY_ROOT_SUPERSEDED'],
      ] as const) {
        const world = start(supersededAt);
        changePolicy(world, { notBefore: NOW - DAY });
        Object.assign(world.state, changed);
        const answer = verify(world, createFakePresentation(signals)).catch((error: unknown) => error);
        await expect(answer).resolves.toMatchObject(code === undefined ? { status: {} } : { code });
      }
    });

    it('nor for a session, which has no pass before it', async () => {
      const target = {
        kind: 'session',
        clientId: 'c',
        responseUri: 'r',
        nonce: 'n',
        encryptionKeyThumbprint: '',
      } as const;
      const scope = computeVerifierScope(target);
      const presentation = createFakePresentation({ ...signals, scope, binding: computeSessionBinding(target) });
      const prove = (supersededAt: number) =>
        verifyPresentation({ policyId: '0x', target, presentation, ports: start(supersededAt).ports });
      expect((await prove(NOW - 60)).status.bound).toBe(7 + 5 + 60);
      await expect(prove(NOW - 61)).rejects.toMatchObject({ code: 'ERR_POLICY_ROOT_SUPERSEDED' });
    });
  });

  it('refuses a superseded root for a proof that is dated after its end', async () => {
    const world = createFakeWorld();
    world.state.root = { known: true, supersededAt: NOW - 100 };
    const provenAt = (now: number) => verify(world, createFakePresentation({ now: BigInt(now) }));
    await expect(provenAt(NOW - 100)).resolves.toBeDefined();
    await expect(provenAt(NOW - 99)).rejects.toMatchObject({ code: 'ERR_POLICY_ROOT_SUPERSEDED' });
  });

  it.each([
    ['the grace', { grace: 600, maxProofAge: 3600 }],
    ['the longest proof age', { grace: 3600, maxProofAge: 600 }],
  ])('refuses every proof of what was before the anchor once %s is over', async (_what, times) => {
    const world = createFakeWorld();
    changePolicy(world, times);
    const anchoredAt = NOW;
    world.state.root = { known: true, supersededAt: anchoredAt };
    const newest = createFakePresentation({ now: BigInt(anchoredAt) });
    world.state.blockTime = anchoredAt + 600;
    const { status } = await verify(world, newest);
    // anchor interval and confirmation are before the anchor, the rest after it
    expect(status.bound).toBe(7 + 5 + 600);
    world.state.blockTime += 1;
    await expect(verify(world, newest)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_POLICY_(ROOT_SUPERSEDED|PROOF_TOO_OLD)$/),
    });
  });

  it('tells how old the state was that it went by', async () => {
    const world = createFakeWorld();
    world.state.blockTime = NOW - 4;
    expect((await verify(world)).status).toEqual({ asOf: NOW - 4, age: 4, bound: 612 });
    world.state.root = { known: true, supersededAt: NOW - 50 };
    expect((await verify(world)).status).toEqual({ asOf: NOW - 50, age: 50, bound: 612 });
    world.state.root = { known: true, supersededAt: 0 };
    world.state.blockTime = NOW + 9;
    expect((await verify(world)).status).toMatchObject({ asOf: NOW + 9, age: 0 });
  });

  it.each([
    [{ closed: true }, 'ERR_POLICY_CLOSED'],
    [{ stopped: true }, 'ERR_POLICY_STOPPED'],
    [{ notBefore: NOW }, 'ERR_POLICY_PROOF_BEFORE_NOT_BEFORE'],
  ])('refuses under a policy with %o', async (changes, code) => {
    const world = createFakeWorld();
    changePolicy(world, changes);
    await expect(verify(world)).rejects.toMatchObject({ code });
  });

  it('refuses a policy that is not registered', async () => {
    const world = createFakeWorld();
    world.state.policy = undefined;
    await expect(verify(world)).rejects.toMatchObject({ code: 'ERR_POLICY_NOT_REGISTERED' });
  });

  it('refuses a proof that does not stand, last of all', async () => {
    const world = createFakeWorld();
    world.state.proofStands = false;
    await expect(verify(world)).rejects.toMatchObject({ code: 'ERR_PRESENTATION_PROOF_INVALID' });
  });

  it('asks for a second opinion on what our checks took, and refuses when it disagrees', async () => {
    const world = createFakeWorld();
    await expect(verify(world)).resolves.toBeDefined();
    expect(world.state.secondsAsked).toEqual(['proof']);
    world.state.agreed = false;
    // Not ERR_PRESENTATION_…: that the proof is false is not known.
    await expect(verify(world)).rejects.toMatchObject({ code: 'ERR_VERIFIER_SECOND_OPINION' });
  });

  it('asks nobody about what our checks refuse', async () => {
    const world = createFakeWorld();
    world.state.proofStands = false;
    await expect(verify(world)).rejects.toMatchObject({ code: 'ERR_PRESENTATION_PROOF_INVALID' });
    await expect(verify(world, createFakePresentation({ scope: 5n }))).rejects.toBeDefined();
    expect(world.state.secondsAsked).toEqual([]);
  });

  it('refuses what is no presentation, or has a signal out of the field', async () => {
    const order =
      21_888_242_871_839_275_222_246_405_745_257_275_088_548_364_400_416_034_343_698_204_186_575_808_495_617n;
    const world = createFakeWorld();
    await expect(verify(world, {})).rejects.toMatchObject({ code: 'ERR_PRESENTATION_MALFORMED' });
    await expect(verify(world, createFakePresentation({ nullifier: order }))).rejects.toMatchObject({
      code: 'ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE',
    });
  });

  it('hands on that the chain gives no answer: our fault, not a refusal', async () => {
    const world = createFakeWorld();
    const down = new Error('down');
    world.ports.chain.readRoot = () => Promise.reject(down);
    await expect(verify(world)).rejects.toBe(down);
  });
});
