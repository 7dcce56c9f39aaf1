import { readRegistryLeaves } from '@postern/contracts';
import {
  type IssuerContext,
  queueAnchor,
  reconcileAnchor,
  requireTenant,
  runAnchorStep,
  type Tenant,
} from '@postern/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, TENANT, type TestIssuer } from '../test-support/start-test-issuer.ts';

let host: TestIssuer;
let context: IssuerContext;
let tenant: Tenant;
let index = 0;

beforeAll(async () => {
  // The worker sleeps through the test: every step is taken by hand.
  host = await startTestIssuer({ port: 18_920, env: { ISSUER_ANCHOR_INTERVAL_MS: '3600000' } });
  context = host.container.context;
  tenant = await requireTenant(context, TENANT);
}, 120_000);
afterAll(() => host.stop());

/** Revokes one more index, as a status change does. */
const changeStatus = async () => {
  index += 1000;
  const statusIndex = index;
  await context.store.transaction(async (transaction) => {
    const now = context.clock.now();
    await transaction.addCredentialIntents([
      {
        credentialId: `credential-${statusIndex}`,
        tenant: TENANT,
        issuanceId: 'i',
        caseId: 'c',
        personId: 'p',
        configurationId: 'kyc_person_jwt',
        listId: 1,
        statusIndex,
        keyThumbprint: '',
        state: 'issued',
        revokedAt: now,
        suspendedAt: null,
        validUntil: now,
        createdAt: now,
        issuedAt: now,
        notificationId: '',
        notification: null,
      },
    ]);
    await queueAnchor({ transaction, tenant: TENANT, listId: 1, now });
  });
};
const anchors = () => context.store.transaction((transaction) => transaction.listAnchors(TENANT, 1, 10));
const leaf = async () => {
  const leaves = await readRegistryLeaves({ client: host.chain.publicClient, trustRegistry: host.trustRegistry });
  return leaves[0]!;
};
const step = (chain: Partial<IssuerContext['chain']> = {}) =>
  runAnchorStep({ ...context, chain: { ...context.chain, ...chain } }, { tenant });
/** Steps until the block is there: the chain answers a transaction before it has mined it. */
const stepOnceMined = async () => {
  let result = await step();
  for (let tries = 0; result === 'waiting' && tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    result = await step();
  }
  return result;
};
const crash = async () => {
  throw new Error('the process dies here');
};

describe('anchor outbox', () => {
  it('waits for governance to register the leaf', async () => {
    await changeStatus();
    expect(await step()).toBe('unregistered');
    await host.registerLeaf();
    expect(await reconcileAnchor(context, { tenant })).toBe(false);
    expect(await step()).toBe('sent');
    expect(await stepOnceMined()).toBe('confirmed');
    expect(await leaf()).toMatchObject({ epoch: 1 });
    expect(await step()).toBe('idle');
  });

  it('covers many changes by one transaction, and a change after fixing by the next', async () => {
    await changeStatus();
    await changeStatus();
    expect((await anchors()).map((anchor) => anchor.epoch)).toEqual([2, 1]);
    await expect(step({ signAnchor: crash })).rejects.toThrow();
    await changeStatus();
    expect((await anchors()).map((anchor) => anchor.epoch)).toEqual([3, 2, 1]);
    for (const result of ['sent', 'confirmed', 'sent', 'confirmed', 'idle']) expect(await stepOnceMined()).toBe(result);
    const [newest] = await anchors();
    expect(await leaf()).toMatchObject({ epoch: 3, statusRoot: BigInt(newest?.statusRoot ?? '') });
  });

  it('sends the stored bytes again after a crash before, and after, sending', async () => {
    await changeStatus();
    await expect(step({ send: crash })).rejects.toThrow();
    const [stored] = await anchors();
    expect(stored).toMatchObject({ epoch: 4, state: 'sent', signedTransaction: expect.stringMatching(/^0x02/) });
    expect(await step()).toBe('waiting');
    await context.chain.send(stored?.signedTransaction ?? '');
    expect(await stepOnceMined()).toBe('confirmed');
    expect((await anchors())[0]).toMatchObject({ transactionHash: stored?.transactionHash, state: 'confirmed' });
    expect(await leaf()).toMatchObject({ epoch: 4 });
  });

  it('begins a new epoch when another transaction took the nonce', async () => {
    await changeStatus();
    await expect(step({ send: crash })).rejects.toThrow();
    const operator = host.chain.createWallet(3);
    const hash = await operator.sendTransaction({ to: operator.account.address, value: 0n });
    await host.chain.publicClient.waitForTransactionReceipt({ hash });
    for (const result of ['failed', 'sent', 'confirmed', 'idle']) expect(await stepOnceMined()).toBe(result);
    expect((await anchors()).slice(0, 2).map(({ epoch, state }) => [epoch, state])).toEqual([
      [6, 'confirmed'],
      [5, 'failed'],
    ]);
    expect(await leaf()).toMatchObject({ epoch: 6 });
  });

  it('notices a chain that was set back', async () => {
    const snapshot = await host.chain.testClient.snapshot();
    await changeStatus();
    for (const result of ['sent', 'confirmed']) expect(await stepOnceMined()).toBe(result);
    await host.chain.testClient.revert({ id: snapshot });
    expect(await leaf()).toMatchObject({ epoch: 6 });
    await host.restart();
    context = host.container.context;
    // The worker compares and anchors once when it starts; a step by hand beside it would send the same bytes at once.
    await expect.poll(async () => (await leaf()).epoch, { timeout: 10_000 }).toBeGreaterThanOrEqual(7);
    const [newest] = await anchors();
    expect(await leaf()).toMatchObject({ statusRoot: BigInt(newest?.statusRoot ?? '') });
  });
});
