import { expect, type Page, test } from '@playwright/test';
import { readTransactionCode } from '../../apps/cli/src/demo/steps/read-transaction-code.ts';
import { type Actors, approveNewPerson, createActors, type Offered } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { makeWallet, openInWallet, receiveInWallet, typeCode } from '../fixtures/wallet.ts';

const EMAIL = () => `holder-${crypto.randomUUID()}@home.example`;

/** The person holds a credential in this page's wallet; two people let it move to the other page's wallet, which asks. */
const beginMove = async (options: { actors: Actors; present: Page; other: Page; email: string }): Promise<Offered> => {
  const { actors, present, other, email } = options;
  const { stack, maker, checker } = actors;
  const walletUrl = readSharedStack().urls.wallet;
  const offered = await approveNewPerson(actors, { email });
  await addAuthenticator(present);
  await makeWallet(present, walletUrl);
  await openInWallet(present, offered.walletUrl);
  await receiveInWallet(present, offered.transactionCode);

  const { caseId, receipt } = offered;
  await maker.decide(caseId, { action: 'propose_measure', measure: 'rebind', reason: 'A new phone' });
  const { offer } = await checker.decide(caseId, { action: 'confirm_measure' });
  const { value: code } = await readTransactionCode({ fetch, issuer: stack.issuer, receipt });
  await addAuthenticator(other);
  await makeWallet(other, walletUrl);
  await openInWallet(other, offer?.walletUrl ?? '');
  await typeCode(other, code);
  await expect(other.getByRole('heading', { name: 'Not ready yet' })).toBeVisible({ timeout: 40_000 });
  return offered;
};

/** Opens the link in the newest message to an address, as the demo's outbox shows it. */
const openMessage = async (page: Page, email: string): Promise<void> => {
  await expect(async () => {
    await page.goto(`${readSharedStack().urls.issuer}/outbox`);
    await expect(page.getByRole('article').filter({ hasText: email })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await expectAccessible(page);
  await page.getByRole('article').filter({ hasText: email }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Did you ask for this?' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await expectAccessible(page);
};

test('a person moves a credential to a new phone, and confirms it with the old one', async ({ page, browser }) => {
  const actors = await createActors();
  const email = EMAIL();
  const phone = await (await browser.newContext()).newPage();
  const { caseId, applicant } = await beginMove({ actors, present: page, other: phone, email });

  await openMessage(page, email);
  await page.getByRole('button', { name: 'Yes, confirm with my present wallet' }).click();
  const link = page.getByRole('link', { name: 'Open my wallet' });
  await expect(link).toBeVisible();
  await expectAccessible(page);
  await openInWallet(page, (await link.getAttribute('href')) ?? '');
  await expect(page.getByRole('heading', { name: 'Aurora Bank' })).toBeVisible();
  await expect(page.getByText('No fact about you.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Shown' })).toBeVisible();

  await expect.poll(async () => (await actors.maker.readCase(caseId)).rebinding?.state).toBe('done');
  await phone.getByRole('button', { name: 'Look now' }).click();
  await expect(phone.getByRole('heading', { name: 'It is yours' })).toBeVisible({ timeout: 40_000 });
  await expect(phone.getByText(applicant.familyName)).toBeVisible();
});

test('a holder who did not ask stops it, and the bank leaves the credential where it was', async ({
  page,
  browser,
}) => {
  const actors = await createActors();
  const { maker, checker } = actors;
  const email = EMAIL();
  const stranger = await (await browser.newContext()).newPage();
  const { caseId } = await beginMove({ actors, present: page, other: stranger, email });

  await openMessage(page, email);
  await page.getByRole('button', { name: 'No, this was not me' }).click();
  await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible();
  await expectAccessible(page);
  expect((await maker.readCase(caseId)).rebinding?.state).toBe('held');
  await maker.decide(caseId, { action: 'propose_measure', measure: 'reinstate', reason: 'The holder called' });
  const left = await checker.decide(caseId, { action: 'confirm_measure' });
  expect(left).toMatchObject({ credentialStatus: 'valid', rebinding: { state: 'cancelled' } });
});
