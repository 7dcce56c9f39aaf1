import { expect, test } from '@playwright/test';
import { openOffer } from '../../apps/cli/src/demo/steps/open-offer.ts';
import { readTransactionCode } from '../../apps/cli/src/demo/steps/read-transaction-code.ts';
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

test('a bank that wants a sign-in before it renews gets one, and the new card takes the place of the old', async ({
  page,
}) => {
  const actors = await createActors();
  const { stack, checker } = actors;
  const offered = await approveNewPerson(actors);
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await openInWallet(page, offered.walletUrl);
  await receiveInWallet(page, offered.transactionCode);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Details and renewal' }).click();

  // As a bank answers that has forgotten the wallet's permission.
  await page.route(`${stack.issuer}/token`, (route) => {
    const isRenewal = route.request().postData()?.includes('grant_type=refresh_token') === true;
    const headers = { 'access-control-allow-origin': '*' };
    return isRenewal ? route.fulfill({ status: 400, headers, json: { error: 'invalid_grant' } }) : route.continue();
  });
  await page.getByRole('button', { name: 'Renew' }).click();
  const { value: offer } = await openOffer({ staff: checker, caseId: offered.caseId });
  const { value: code } = await readTransactionCode({ fetch, issuer: stack.issuer, receipt: offered.receipt });
  await page.getByRole('button', { name: /^Sign in at/ }).click();
  await page.locator('input[name=collection_code]').fill(offer.collectionCode ?? '');
  await page.locator('input[name=tx_code]').fill(code);
  await page.locator('button[value=allow]').click();
  await page.getByRole('button', { name: 'Open with your passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Renewed' })).toBeVisible({ timeout: 40_000 });
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
});
