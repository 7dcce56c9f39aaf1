import { expect, test } from '@playwright/test';
import { endPass, passRegistryAbi, readIsAdmitted, type Admission, type WriteClients } from '@postern/contracts';
import { admitHolder, createActors, issueToNewPerson, prepareAccounts, proveForAccount } from '../fixtures/actors.ts';
import { expectRefused } from '../fixtures/expect-refused.ts';

const tryAdmit = (clients: WriteClients, passRegistry: `0x${string}`, admission: Admission) => {
  const { account } = clients.walletClient;
  return clients.publicClient.simulateContract({
    address: passRegistry,
    abi: passRegistryAbi,
    functionName: 'admit',
    args: [admission.policyId, account.address, admission.proof, admission.signals, '0x'],
    account,
  });
};

test('a proof serves one account, once', async () => {
  const actors = await createActors();
  const { stack, walker } = actors;
  const { passRegistry, policyId } = stack;
  const account = walker.holder.walletClient.account.address;
  const question = { client: walker.client, passRegistry, policyId, account };
  await prepareAccounts(actors);
  const { credential } = await issueToNewPerson(actors);
  const admission = await proveForAccount(actors, credential);

  // Bound to another account: nobody else can use it, whether they name themselves or its owner.
  await expectRefused(tryAdmit(walker.stranger, passRegistry, admission), 'ERR_PASS_REGISTRY_ACCOUNT_MISMATCH');
  const pushed = walker.client.simulateContract({
    address: passRegistry,
    abi: passRegistryAbi,
    functionName: 'admit',
    args: [policyId, account, admission.proof, admission.signals, '0x'],
    account: walker.stranger.walletClient.account,
  });
  await expectRefused(pushed, 'ERR_PASS_REGISTRY_CONSENT_MISSING');

  // A changed signal, the identical proof again, and the replay after the end.
  const [nullifier, root, hash, scope, binding, now, today, expiresAt] = admission.signals;
  const longer: Admission = {
    ...admission,
    signals: [nullifier, root, hash, scope, binding, now, today, expiresAt + 86_400n],
  };
  await expectRefused(tryAdmit(walker.holder, passRegistry, longer), 'ERR_PASS_REGISTRY_INVALID_PROOF');
  await admitHolder(actors, admission);
  expect(await readIsAdmitted(question)).toBe(true);
  await tryAdmit(walker.holder, passRegistry, admission);

  await endPass({ ...walker.holder, passRegistry, policyId });
  expect(await readIsAdmitted(question)).toBe(false);
  await expectRefused(tryAdmit(walker.holder, passRegistry, admission), 'ERR_PASS_REGISTRY_PROOF_SPENT');
});
