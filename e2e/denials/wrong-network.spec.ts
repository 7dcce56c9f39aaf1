import { expect, test } from '@playwright/test';
import { createActors, prepareAccounts } from '../fixtures/actors.ts';
import { addBrowserWallet, BROWSER_WALLET } from '../fixtures/browser-wallet.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';

test('a wallet on another network can do nothing until it has learned ours', async ({ page }) => {
  const actors = await createActors();
  await prepareAccounts(actors);
  await addBrowserWallet({ page, clients: actors.walker.holder, startsElsewhere: true });
  await page.goto(actors.stack.vaultUrl);
  await page.getByRole('button', { name: BROWSER_WALLET }).click();

  await expect(page.getByRole('heading', { name: /is on another network$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Prove with Postern' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Switch to Postern local chain' }).click();
  await expect(page.getByRole('button', { name: 'Prove with Postern' })).toBeVisible();
});
