import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { ApplicationData } from '@postern/protocol';
import { createApplicant } from '../../apps/cli/src/demo/create-applicant.ts';
import { type Actors, createActors, prepareAccounts } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { addBrowserWallet } from '../fixtures/browser-wallet.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import {
  applyInPortal,
  approveInPortal,
  enrolPasskey,
  openCase,
  proposeInPortal,
  revokeInPortal,
  signInByDemo,
} from '../fixtures/portal.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import {
  askForProof,
  connectBrowserWallet,
  connectDemoAccount,
  depositInPage,
  expectAdmitted,
  expectRefusedWithoutPass,
} from '../fixtures/vault.ts';
import {
  applyInWallet,
  expectRefusedInWallet,
  expectRenewalNeverShortens,
  makeWallet,
  openInWallet,
  proveInWallet,
  receiveInWallet,
} from '../fixtures/wallet.ts';

/**
 * Two ways through the same house. At a desk: the bank's public page, staff with passkeys, the dApp's demo account.
 * On a phone: the wallet's own form, the demo sign-in, a browser wallet.
 */
test('one person applies, proves, is admitted, deposits, and is refused after the revocation', async ({
  browser,
  context,
}, testInfo) => {
  test.setTimeout(180_000);
  const onPhone = testInfo.project.name === 'phone';
  const actors = await createActors();
  const { urls } = readSharedStack();
  const person = createApplicant(actors.walker);
  const displayName = person.latinName ?? '';

  const wallet = await context.newPage();
  await addAuthenticator(wallet);
  await makeWallet(wallet, urls.wallet);
  const status = await apply({ context, wallet, person, onPhone });

  const maker = await openStaffPage({ context: await browser.newContext(), index: 0, onPhone, actors });
  const checker = await openStaffPage({ context: await browser.newContext(), index: 1, onPhone, actors });
  await expectAccessible(maker);
  await openCase(maker, urls.portal, displayName);
  await expectAccessible(maker);
  await proposeInPortal(maker);
  await openCase(checker, urls.portal, displayName);
  const offerLink = await approveInPortal(checker);
  await expectAccessible(checker);

  const code = status.getByTestId('transaction-code');
  await expect(code).toBeVisible();
  const transactionCode = (await code.textContent()) ?? '';
  await openInWallet(wallet, offerLink);
  await receiveInWallet(wallet, transactionCode);
  await expect(wallet.getByText(person.familyName)).toBeVisible();
  await expect(wallet.getByRole('article')).toContainText('TEST');
  await expectAccessible(wallet);

  const vault = await openVault({ context, onPhone, actors });
  await expectRefusedWithoutPass(vault);
  await openInWallet(wallet, await askForProof(vault, 'Prove with Postern'));
  await proveInWallet(wallet);
  await expectAdmitted(vault);
  await expectAccessible(vault);
  await depositInPage(vault, '250');

  await openInWallet(wallet, await askForProof(vault, 'Renew the pass'));
  await expectRenewalNeverShortens(wallet);
  await vault.getByRole('button', { name: 'Cancel' }).click();

  await revokeInPortal({ maker, checker });
  await openInWallet(wallet, await askForProof(vault, 'Renew the pass'));
  await expectRefusedInWallet(wallet);
});

const apply = async (options: {
  context: BrowserContext;
  wallet: Page;
  person: ApplicationData;
  onPhone: boolean;
}): Promise<Page> => {
  const { context, wallet, person, onPhone } = options;
  if (onPhone) {
    await applyInWallet(wallet, person);
    await expectAccessible(wallet);
    return wallet;
  }
  const page = await context.newPage();
  await applyInPortal(page, readSharedStack().urls.portal, person);
  await expectAccessible(page);
  return page;
};

const openStaffPage = async (options: {
  context: BrowserContext;
  index: 0 | 1;
  onPhone: boolean;
  actors: Actors;
}): Promise<Page> => {
  const { context, index, onPhone, actors } = options;
  const page = await context.newPage();
  const name = [actors.maker.name, actors.checker.name][index] ?? '';
  const { urls, enrolmentLinks } = readSharedStack();
  if (onPhone) {
    await signInByDemo(page, urls.portal, name);
    return page;
  }
  await addAuthenticator(page);
  await enrolPasskey(page, enrolmentLinks.find((link) => link.name === name)?.url ?? '');
  return page;
};

const openVault = async (options: { context: BrowserContext; onPhone: boolean; actors: Actors }): Promise<Page> => {
  const { context, onPhone, actors } = options;
  const { stack, walker } = actors;
  const page = await context.newPage();
  if (onPhone) {
    await prepareAccounts(actors);
    await addBrowserWallet({ page, clients: walker.holder });
    await connectBrowserWallet(page, stack.vaultUrl);
  } else {
    await connectDemoAccount(page, stack.vaultUrl);
  }
  await expectAccessible(page);
  return page;
};
