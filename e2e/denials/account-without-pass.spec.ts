import { expect, test } from '@playwright/test';
import { harborVaultAbi } from '@postern/contracts';
import { parseUnits } from 'viem';
import { createActors, prepareAccounts } from '../fixtures/actors.ts';
import { addBrowserWallet } from '../fixtures/browser-wallet.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { expectRefused } from '../fixtures/expect-refused.ts';
import { connectBrowserWallet, expectRefusedWithoutPass } from '../fixtures/vault.ts';

test('the contract itself refuses an account without a pass, and the page says so', async ({ page }) => {
  const actors = await createActors();
  const { stack, walker } = actors;
  await prepareAccounts(actors);
  const { publicClient, walletClient } = walker.holder;
  const { account } = walletClient;

  await expectRefused(
    publicClient.simulateContract({
      address: stack.vault,
      abi: harborVaultAbi,
      functionName: 'deposit',
      args: [parseUnits('1', 6), account.address],
      account,
    }),
    'ERR_POSTERN_GUARD_NOT_ADMITTED',
  );
  await addBrowserWallet({ page, clients: walker.holder });
  await connectBrowserWallet(page, stack.vaultUrl);
  await expectRefusedWithoutPass(page);
  await expect(page.getByText('PosternGuardNotAdmitted')).toBeVisible();
  await expectAccessible(page);
});
