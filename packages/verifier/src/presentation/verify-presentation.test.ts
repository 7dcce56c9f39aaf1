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
    await expect(verify(createFakeWorld(), presentation)).resolves.toEqual(presentation);
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
    const before = createFakePresentation({ now: BigInt(NOW - 601) });
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

  it('takes no proof that was made after its root was superseded, however soon', async () => {
    const world = createFakeWorld();
    world.state.root = { known: true, supersededAt: NOW - 60 };
    const made = (now: number) => verify(world, createFakePresentation({ now: BigInt(now) }));
    await expect(made(NOW - 60)).resolves.toBeDefined();
    await expect(made(NOW - 59)).rejects.toMatchObject({ code: 'ERR_POLICY_ROOT_SUPERSEDED' });
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
