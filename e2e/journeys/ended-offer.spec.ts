import { expect, test } from '@playwright/test';
import { fetchCredentialOffer } from '@postern/holder';
import { PRE_AUTHORIZED_CODE_GRANT } from '@postern/protocol';
import { createApplicant } from '../../apps/cli/src/demo/create-applicant.ts';
import { approveCase, proposeCase } from '../../apps/cli/src/demo/steps/decide-case.ts';
import { findCase } from '../../apps/cli/src/demo/steps/find-case.ts';
import { openOffer } from '../../apps/cli/src/demo/steps/open-offer.ts';
import { type Actors, approveNewPerson, createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { applyInWallet, makeWallet } from '../fixtures/wallet.ts';

/** Types wrong codes until the bank locks the offer. */
const lockOffer = async ({ walker, stack }: Actors, link: string): Promise<void> => {
  const offer = await fetchCredentialOffer({ link, http: walker.http });
  for (let tried = 0; tried < 5; tried += 1) {
    await fetch(`${stack.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: PRE_AUTHORIZED_CODE_GRANT,
        'pre-authorized_code': offer.preAuthorizedCode ?? '',
        tx_code: 'wrong',
      }),
    });
  }
};

test('a wallet whose offer was locked asks for another one and takes it at once', async ({ page }) => {
  const actors = await createActors();
  const { maker, checker } = actors;
  const applicant = createApplicant(actors.walker);
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await applyInWallet(page, applicant);
  const { value: found } = await findCase({ maker, applicant });
  await proposeCase({ maker, caseId: found.caseId });
  await approveCase({ checker, caseId: found.caseId });
  const { value: offer } = await openOffer({ staff: checker, caseId: found.caseId });
  await lockOffer(actors, offer.walletUrl);

  await expect(page.getByRole('region', { name: 'Your code has ended' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Get it into this wallet' }).click();
  await expect(page.getByRole('heading', { name: 'It is yours' })).toBeVisible({ timeout: 60_000 });
});

test("the applicant's page says that the code ended and gets a new one", async ({ page }) => {
  const actors = await createActors();
  const { receipt, walletUrl, transactionCode } = await approveNewPerson(actors);
  const code = page.getByTestId('transaction-code');
  await page.goto(`${actors.stack.portalUrl}/application/${receipt.applicationId}#${receipt.statusToken}`);
  await expect(code).toHaveText(transactionCode);
  await lockOffer(actors, walletUrl);

  await expect(page.getByRole('region', { name: 'Your code has ended' })).toBeVisible();
  await expect(code).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Get a new code' }).click();
  await expect(code).toBeVisible();
  await expect(page.getByRole('region', { name: 'Your code has ended' })).toHaveCount(0);
});
