import { expect, type Page, test } from '@playwright/test';
import { approveNewPerson, createActors } from '../fixtures/actors.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { receiveInWallet } from '../fixtures/wallet.ts';

const PASSPHRASE = 'four plain words here';

const openByPassphrase = async (page: Page, link: string): Promise<void> => {
  await page.goto(link);
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
};

function createGate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('two tabs that renew at once use the refresh token once, and the later one is told that it is done', async ({
  page,
  context,
}) => {
  const { urls } = readSharedStack();
  const { walletUrl, transactionCode, applicant } = await approveNewPerson(await createActors());
  await page.goto(urls.wallet);
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('The same again').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Use a passphrase' }).click();
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await openByPassphrase(page, walletUrl);
  await receiveInWallet(page, transactionCode);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Details and renewal' }).click();
  await expect(page.getByRole('button', { name: 'Renew' })).toBeEnabled();
  const other = await context.newPage();
  await openByPassphrase(other, page.url());
  await expect(other.getByRole('button', { name: 'Renew' })).toBeEnabled();

  // The bank's answers are held back until the other tab has come as far.
  let refreshes = 0;
  const pressed = createGate();
  const waiting = createGate();
  await context.route(/\/(?:token|credential)$/, async (route) => {
    const isRefresh = route.request().postData()?.includes('grant_type=refresh_token') === true;
    if (isRefresh) refreshes += 1;
    await (isRefresh ? pressed : waiting).opened;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Renew' }).click();
  await expect.poll(() => refreshes).toBe(1);
  await other.getByRole('button', { name: 'Renew' }).click();
  pressed.open();
  for (const tab of [page, other]) await expect(tab).toHaveURL(/\/issuances\//);
  waiting.open();
  // Whichever comes to the issuer first finishes; the other one says so, and asks for nothing again.
  const renewed = (tab: Page) => tab.getByRole('heading', { name: 'Renewed' });
  const ended = (tab: Page) => tab.getByText('ERR_ISSUANCE_ENDED');
  for (const tab of [page, other]) {
    await expect(renewed(tab).or(ended(tab))).toBeVisible({ timeout: 40_000 });
  }
  expect([await renewed(page).count(), await renewed(other).count()].toSorted()).toEqual([0, 1]);
  expect(refreshes).toBe(1);
  const late = (await ended(page).isVisible()) ? page : other;
  await late.getByRole('button', { name: 'Back to the credential' }).click();
  await expect(late.getByText(applicant.familyName, { exact: true })).toBeVisible();
  await expect(late.getByText('5 of 5')).toBeVisible();
});
