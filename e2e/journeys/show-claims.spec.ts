import { expect, test } from '@playwright/test';
import { type Actors, approveNewPerson, createActors, type Offered } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { askAsProtocol, papers } from '../fixtures/ask-as-protocol.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { makeWallet, openInWallet, receiveInWallet } from '../fixtures/wallet.ts';

let actors: Actors;
let offered: Offered;
test.beforeEach(async ({ page }) => {
  actors = await createActors();
  offered = await approveNewPerson(actors);
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
});

test('a site asks for three facts, the person sees exactly those, and the verifier accepts', async ({ page }) => {
  await openInWallet(page, offered.walletUrl);
  await receiveInWallet(page, offered.transactionCode);
  const { applicant } = offered;
  const { policyId, account } = { ...actors.stack, account: actors.walker.holder.walletClient.account.address };

  const session = await askAsProtocol({
    policyId,
    account,
    credentials: [papers()],
    accept: [['kyc'], ['papers']],
  });
  await openInWallet(page, session.walletUrl);
  await expect(page.getByText('You choose how to answer')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('radio', { name: /^Show 3 facts/ }).click();
  const shown = page.locator('dl').first();
  await expect(shown).toContainText(applicant.givenName);
  await expect(shown.locator('> div')).toHaveCount(3);
  await expect(page.getByRole('heading', { name: 'You keep' })).toBeVisible();
  await expect(page.getByText(applicant.familyName)).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Shown' })).toBeVisible();

  const { state, credentials = [], presentation } = await session.read();
  expect(state).toBe('verified');
  expect(presentation).toBeUndefined();
  expect(credentials.map(({ claims }) => claims.map(({ value }) => value))).toEqual([
    [applicant.givenName, applicant.birthDate, applicant.nationalities],
  ]);

  await page.getByRole('link', { name: 'See what you showed' }).click();
  await expect(page.getByRole('heading', { name: 'What you showed' })).toBeVisible();
  await expectAccessible(page);
  await openInWallet(page, session.walletUrl);
  await expect(page.getByRole('alert')).toContainText(/You answered this request already|The request is over/);
});

test('a person signs in at the bank instead of taking a code along, and comes back to the wallet', async ({ page }) => {
  const offerUri = new URL(offered.walletUrl).searchParams.get('credential_offer_uri') ?? '';
  const offer = (await (await fetch(offerUri)).json()) as { grants: Record<string, unknown> };
  const { authorization_code } = offer.grants;
  const signInOnly = JSON.stringify({ ...offer, grants: { authorization_code } });
  const { urls } = readSharedStack();
  await openInWallet(page, `${urls.wallet}/offer?credential_offer=${encodeURIComponent(signInOnly)}`);
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Sign in at/ }).click();
  await page.locator('input[name=tx_code]').fill(offered.transactionCode);
  await page.locator('button[value=allow]').click();
  await page.getByRole('button', { name: 'Open with your passkey' }).click();
  await expect(page.getByRole('heading', { name: 'It is yours' })).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText(offered.applicant.familyName)).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
});
