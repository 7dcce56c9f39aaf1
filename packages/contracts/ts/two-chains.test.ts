import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startWalk, type Walk } from '../test/support/start-walk.ts';
import { type Admission, admit, getAdmitTypedData, readIsAdmitted, readRegistryRoot } from './index.ts';

/** One person, one bank, one policy text, two chains whose contracts have the same addresses. */
let first: Walk;
let second: Walk;
beforeAll(async () => {
  const holderSecret = 424_242n;
  [first, second] = await Promise.all([
    startWalk({ chainId: 31_337, holderSecret }),
    startWalk({ chainId: 31_338, holderSecret }),
  ]);
});
afterAll(async () => {
  await Promise.all([first.stop(), second.stop()]);
});

const isAdmitted = (walk: Walk) =>
  readIsAdmitted({
    client: walk.client,
    passRegistry: walk.deployment.passRegistry,
    policyId: walk.policyId,
    account: walk.addressOf(2),
  });

describe('two chains at once', () => {
  let admission: Admission;

  it('have everything in common but the chain id', async () => {
    expect(second.deployment).toEqual({ ...first.deployment, chainId: 31_338 });
    const rootOf = ({ client, deployment: { trustRegistry } }: Walk) => readRegistryRoot({ client, trustRegistry });
    expect(await rootOf(second)).toBe(await rootOf(first));
    expect(second.policyId).not.toBe(first.policyId);
  });

  it('refuse a proof that was made for the other, and take it where it belongs', async () => {
    const account = first.addressOf(2);
    const { passRegistry } = first.deployment;
    admission = await first.prove(account);
    await expect(admit({ ...second.walletOf(2), passRegistry, admission })).rejects.toMatchObject({
      code: 'ERR_POLICY_REGISTRY_UNKNOWN_POLICY',
    });
    const renamed = { ...admission, policyId: second.policyId };
    await expect(admit({ ...second.walletOf(2), passRegistry, admission: renamed })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_SCOPE_MISMATCH',
    });
    await admit({ ...first.walletOf(2), passRegistry, admission });
    expect(await isAdmitted(first)).toBe(true);
    expect(await isAdmitted(second)).toBe(false);
  }, 60_000);

  it('refuse the other’s proof under their own scope: the proof does not stand', async () => {
    const { passRegistry } = second.deployment;
    // The other's proof must not come from this chain's future, which is another refusal.
    await second.advance(600);
    const own = await second.prove(second.addressOf(2));
    const signals = admission.signals.with(3, own.signals[3]) as unknown as Admission['signals'];
    const forged = { ...own, proof: admission.proof, signals };
    await expect(admit({ ...second.walletOf(2), passRegistry, admission: forged })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_INVALID_PROOF',
    });
    // One person has unlinkable nullifiers on the two chains.
    expect(own.signals[0]).not.toBe(admission.signals[0]);

    const [nullifier, , , , , provenAt, , expiresAt] = own.signals;
    const consent = { passRegistry, policyId: second.policyId, nullifier, provenAt, expiresAt };
    const sign = (chainId: number) =>
      second.chain.createWallet(2).signTypedData(getAdmitTypedData({ ...consent, chainId }));
    const relayed = { ...own, accountSignature: await sign(31_337) };
    await expect(admit({ ...second.walletOf(4), passRegistry, admission: relayed })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_CONSENT_MISSING',
    });
    const accepted = { ...own, accountSignature: await sign(31_338) };
    await admit({ ...second.walletOf(4), passRegistry, admission: accepted });
    expect(await isAdmitted(second)).toBe(true);
  }, 60_000);
});
