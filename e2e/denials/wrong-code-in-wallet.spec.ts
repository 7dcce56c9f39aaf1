import { expect, test } from '@playwright/test';
import { approveNewPerson, createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { makeWallet, openInWallet, receiveInWallet, typeCode } from '../fixtures/wallet.ts';

test('the wallet says that a code was wrong, and takes the right one afterwards', async ({ page }) => {
  const { walletUrl, transactionCode } = await approveNewPerson(await createActors());
  const wrong = transactionCode.replace(/^[0-9]/, (digit) => String((Number(digit) + 1) % 10));
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await openInWallet(page, walletUrl);

  await typeCode(page, wrong);
  await expect(page.getByRole('alert')).toContainText('That is not the code');
  await receiveInWallet(page, transactionCode);
});
