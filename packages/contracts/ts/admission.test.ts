import { createStatusBits, createStatusTree, setStatusBit } from '@postern/primitives';
import { parseUnits, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { STATUS_INDEX, startWalk, type Walk } from '../test/support/start-walk.ts';
import { deployVault } from './deploy/deploy-vault.ts';
import { demoDollarAbi } from './generated/demo-dollar.ts';
import { harborVaultAbi } from './generated/harbor-vault.ts';
import { type Admission, admit, anchorStatus, endPass, getAdmitTypedData, readIsAdmitted, readPass } from './index.ts';

let walk: Walk;
beforeAll(async () => {
  walk = await startWalk();
});
afterAll(() => walk.stop());

describe('admission with a real proof', () => {
  let admission: Admission;

  it('gives a pass, and the vault takes the deposit', async () => {
    const { passRegistry, asset } = walk.deployment;
    const { policyId } = walk;
    if (asset === undefined) throw new Error('unreachable');
    const account = walk.addressOf(2);
    admission = await walk.prove(account);
    const { receipt } = await admit({ ...walk.walletOf(2), passRegistry, admission });
    expect(receipt.gasUsed).toBeLessThan(350_000n);
    expect(await readIsAdmitted({ client: walk.client, passRegistry, policyId, account })).toBe(true);
    expect(await readPass({ client: walk.client, passRegistry, policyId, account })).toMatchObject({
      expiresAt: Number(admission.signals[7]),
      nullifierTag: admission.signals[0] % 2n ** 176n,
    });

    const vault = await deployVault({ ...walk.walletOf(0), asset, passRegistry, policyId });
    const wallet = walk.chain.createWallet(2);
    const amount = parseUnits('250', 6);
    await wallet.writeContract({ address: asset, abi: demoDollarAbi, functionName: 'mint', args: [account, amount] });
    await wallet.writeContract({ address: asset, abi: demoDollarAbi, functionName: 'approve', args: [vault, amount] });
    const hash = await wallet.writeContract({
      address: vault,
      abi: harborVaultAbi,
      functionName: 'deposit',
      args: [amount, account],
    });
    expect(await walk.client.waitForTransactionReceipt({ hash })).toMatchObject({ status: 'success' });
  }, 60_000);

  it('is refused to whoever takes the proof from the mempool', async () => {
    const { passRegistry } = walk.deployment;
    const { policyId } = walk;
    const thief = walk.addressOf(3);
    await expect(
      admit({ ...walk.walletOf(3), passRegistry, admission: { ...admission, account: thief } }),
    ).rejects.toMatchObject({ code: 'ERR_PASS_REGISTRY_ACCOUNT_MISMATCH' });
    const signals = admission.signals.with(4, BigInt(thief)) as unknown as Admission['signals'];
    await endPass({ ...walk.walletOf(2), passRegistry, policyId });
    await expect(
      admit({ ...walk.walletOf(3), passRegistry, admission: { ...admission, account: thief, signals } }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_PASS_REGISTRY_(PROOF_SPENT|INVALID_PROOF)$/) });
  });

  it('cannot be replayed after the pass was ended, but a new proof can be relayed', async () => {
    const { passRegistry } = walk.deployment;
    const { policyId } = walk;
    await expect(admit({ ...walk.walletOf(2), passRegistry, admission })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_PROOF_SPENT',
    });
    await walk.advance(60);
    const fresh = await walk.prove(walk.addressOf(2));
    await expect(admit({ ...walk.walletOf(4), passRegistry, admission: fresh })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_CONSENT_MISSING',
    });
    const [nullifier, , , , , provenAt, , expiresAt] = fresh.signals;
    const accountSignature = await walk.chain
      .createWallet(2)
      .signTypedData(
        getAdmitTypedData({ chainId: walk.chain.chain.id, passRegistry, policyId, nullifier, provenAt, expiresAt }),
      );
    await admit({ ...walk.walletOf(4), passRegistry, admission: { ...fresh, accountSignature } });
    expect(await readIsAdmitted({ client: walk.client, passRegistry, policyId, account: walk.addressOf(2) })).toBe(
      true,
    );
  }, 60_000);

  it('is refused with a proof for another chain', async () => {
    const { passRegistry } = walk.deployment;
    await walk.advance(60);
    const elsewhere = await walk.prove(walk.addressOf(2), { chainId: 31_338 });
    await expect(admit({ ...walk.walletOf(2), passRegistry, admission: elsewhere })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_SCOPE_MISMATCH',
    });
  }, 60_000);

  it('ends with revocation: the old root serves for its grace, then no proof does', async () => {
    const { passRegistry, trustRegistry } = walk.deployment;
    const { policyId } = walk;
    const kept = await walk.prove(walk.addressOf(2));
    const bits = createStatusBits();
    setStatusBit(bits, STATUS_INDEX, true);
    const anchor = {
      ...walk.list,
      epoch: 1,
      statusRoot: createStatusTree(bits).root,
      contentHash: zeroHash,
      uri: 'http://localhost/status/1',
    };
    const { receipt } = await anchorStatus({ ...walk.walletOf(1), trustRegistry, anchor });
    expect(receipt.gasUsed).toBeLessThan(300_000n);
    await walk.advance(601);
    await expect(admit({ ...walk.walletOf(2), passRegistry, admission: kept })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_ROOT_TOO_OLD',
    });
    const pass = await readPass({ client: walk.client, passRegistry, policyId, account: walk.addressOf(2) });
    await walk.chain.testClient.setNextBlockTimestamp({ timestamp: BigInt(pass?.expiresAt ?? 0) });
    await walk.chain.testClient.mine({ blocks: 1 });
    expect(await readIsAdmitted({ client: walk.client, passRegistry, policyId, account: walk.addressOf(2) })).toBe(
      false,
    );
  }, 60_000);
});
