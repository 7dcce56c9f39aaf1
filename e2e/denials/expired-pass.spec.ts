import { expect, test } from '@playwright/test';
import { readIsAdmitted, readPass } from '@postern/contracts';
import { passHorizon } from '../../apps/cli/src/demo/steps/pass-horizon.ts';
import { refuseDeposit } from '../../apps/cli/src/demo/steps/refuse-call.ts';
import { depositInVault } from '../../apps/cli/src/demo/steps/deposit-in-vault.ts';
import { admitHolder, createActors, issueToNewPerson, prepareAccounts, proveForAccount } from '../fixtures/actors.ts';
import { addBrowserWallet } from '../fixtures/browser-wallet.ts';
import { connectBrowserWallet, expectAdmitted } from '../fixtures/vault.ts';

test('a pass ends at its hour: deposits stop, withdrawals go on', async ({ page }) => {
  const actors = await createActors();
  const { stack, walker } = actors;
  const { passRegistry, policyId, vault, asset } = stack;
  const account = walker.holder.walletClient.account.address;
  const question = { client: walker.client, passRegistry, policyId, account };
  await prepareAccounts(actors);
  const { credential } = await issueToNewPerson(actors);
  await admitHolder(actors, await proveForAccount(actors, credential));
  await depositInVault({ clients: walker.holder, vault, asset });
  const pass = await readPass(question);
  await addBrowserWallet({ page, clients: walker.holder });
  await connectBrowserWallet(page, stack.vaultUrl);
  await expectAdmitted(page);

  await passHorizon({ client: walker.client, until: pass?.expiresAt ?? 0 });

  expect(await readIsAdmitted(question)).toBe(false);
  await refuseDeposit({ clients: walker.holder, vault });
  await expect(page.getByRole('heading', { name: 'Your pass has ended' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Deposit', exact: true })).toBeDisabled();
  await page.getByRole('button', { name: 'Withdraw all' }).click();
  await expect(page.getByText('Everything is back in your account.')).toBeVisible();
});
