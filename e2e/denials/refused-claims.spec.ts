import { expect, test } from '@playwright/test';
import { approveNewPerson, createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { askAsProtocol, papers } from '../fixtures/ask-as-protocol.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { makeWallet, openInWallet, receiveInWallet } from '../fixtures/wallet.ts';

test('facts that a credential does not hold are not shown, and a person who says no shows nothing', async ({
  page,
}) => {
  const offered = await approveNewPerson(await createActors());
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await openInWallet(page, offered.walletUrl);
  await receiveInWallet(page, offered.transactionCode);

  const impossible = await askAsProtocol({
    credentials: [papers({ claims: [{ path: ['nationalities', null], values: ['FR'] }] })],
  });
  await openInWallet(page, impossible.walletUrl);
  await expect(page.getByRole('alert')).toContainText('Your credential does not say what is asked');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tell the site that you do not answer' }).click();
  await expect(page.getByRole('heading', { name: 'Not answered' })).toBeVisible();
  expect((await impossible.read()).state).toBe('declined');

  const possible = await askAsProtocol({ credentials: [papers()] });
  await openInWallet(page, possible.walletUrl);
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('heading', { name: 'Not answered' })).toBeVisible();
  const { state, credentials } = await possible.read();
  expect({ state, credentials }).toEqual({ state: 'declined', credentials: undefined });
});

test('a way back that no sign-in of this wallet leads to is refused', async ({ page }) => {
  const { urls } = readSharedStack();
  await addAuthenticator(page);
  await makeWallet(page, urls.wallet);
  await openInWallet(page, `${urls.wallet}/authorized?code=stolen&state=unknown`);
  await expect(page.getByRole('alert')).toContainText('This way back does not belong here');
});
