import { expect, test } from '@playwright/test';
import { approveNewPerson, createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { makeWallet, openInWallet, receiveInWallet } from '../fixtures/wallet.ts';

test('a person is told that a card ends soon, and renews it; offline nothing is lost', async ({ page, context }) => {
  const offered = await approveNewPerson(await createActors());
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await openInWallet(page, offered.walletUrl);
  await receiveInWallet(page, offered.transactionCode);
  const validity = (await page.getByText(/^Valid until /).textContent()) ?? '';
  const end = Date.parse(`${validity.replace('Valid until ', '')} 23:59:59 UTC`);

  await page.clock.setFixedTime(end - 12.5 * 86_400_000);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(/^This credential ends in 12 days, on /)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Renew it' }).click();
  await expect(page.getByRole('heading', { name: 'Renew' })).toBeVisible();
  await expectAccessible(page);
  await page.clock.setFixedTime(Date.now());

  await context.setOffline(true);
  await page.getByRole('button', { name: 'Renew' }).press('Enter');
  await expect(page.getByRole('alert')).toContainText('The bank cannot be reached');
  await expectAccessible(page);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Renewed' })).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText(/gave you the card again, with fresh copies/)).toBeVisible();
  await expect(page.getByText(validity, { exact: true })).toBeVisible();
  await expectAccessible(page);

  // One card, not two: the new one took the old one's place.
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByText(offered.applicant.familyName)).toBeVisible();
});
