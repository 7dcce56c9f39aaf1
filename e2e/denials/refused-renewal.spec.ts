import { expect, test } from '@playwright/test';
import { revokeCredential } from '../../apps/cli/src/demo/steps/revoke-credential.ts';
import { approveNewPerson, createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { makeWallet, openInWallet, receiveInWallet } from '../fixtures/wallet.ts';

test('a bank that has ended the credential does not renew it, and the wallet says what is left to do', async ({
  page,
}) => {
  const actors = await createActors();
  const { walletUrl, transactionCode, caseId, applicant } = await approveNewPerson(actors);
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await openInWallet(page, walletUrl);
  await receiveInWallet(page, transactionCode);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Details and renewal' }).click();
  await revokeCredential({ maker: actors.maker, checker: actors.checker, caseId });

  await page.getByRole('button', { name: 'Renew' }).click();
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText('The bank does not renew it by itself any more');
  await expect(refusal).toContainText('stays as it is');
  await expectAccessible(page);
  await expect(page.getByText(applicant.familyName, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Sign in at/ }).click();
  await expect(page).toHaveURL(new RegExp(`^${readSharedStack().urls.issuer}/`));
});
