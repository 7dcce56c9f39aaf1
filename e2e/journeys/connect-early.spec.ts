import { expect, test } from '@playwright/test';
import { createApplicant } from '../../apps/cli/src/demo/create-applicant.ts';
import { approveCase, proposeCase } from '../../apps/cli/src/demo/steps/decide-case.ts';
import { findCase } from '../../apps/cli/src/demo/steps/find-case.ts';
import { createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { applyInWallet, makeWallet } from '../fixtures/wallet.ts';

test('a person connects the wallet before the bank decides, and the credential comes without a code', async ({
  page,
}) => {
  const actors = await createActors();
  const { maker, checker, walker } = actors;
  const applicant = createApplicant(walker);
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await applyInWallet(page, applicant);

  await page.getByRole('button', { name: 'Have it sent into this wallet' }).click();
  await expect(page.getByRole('heading', { name: 'Not ready yet' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back to the wallet' }).click();
  await expect(page.getByText('Aurora Bank had not decided')).toBeVisible();

  const { value: found } = await findCase({ maker, applicant });
  await proposeCase({ maker, caseId: found.caseId });
  await approveCase({ checker, caseId: found.caseId });

  // The wallet looks by itself after the issuer's interval; who does not want to wait for that says so.
  await page.getByRole('region', { name: 'Applications' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Receive it now' }).click();
  await expect(page.getByRole('heading', { name: 'It is yours' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(applicant.familyName)).toBeVisible();
});
