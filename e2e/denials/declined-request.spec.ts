import { expect, test } from '@playwright/test';
import { declineRequest } from '@postern/holder';
import { checkRequest } from '../../apps/cli/src/demo/steps/check-request.ts';
import { createActors, issueToNewPerson, prepareAccounts } from '../fixtures/actors.ts';
import { addBrowserWallet } from '../fixtures/browser-wallet.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { askForProof, connectBrowserWallet } from '../fixtures/vault.ts';

test('a person who declines is told that nothing was shared, and can start again', async ({ page }) => {
  const actors = await createActors();
  const { stack, walker } = actors;
  await prepareAccounts(actors);
  const { credential } = await issueToNewPerson(actors);
  await addBrowserWallet({ page, clients: walker.holder });
  await connectBrowserWallet(page, stack.vaultUrl);

  const link = await askForProof(page, 'Prove with Postern');
  const { value: checked } = await checkRequest({ ...walker, link, credential });
  await expect(page.getByText('Your wallet is asking you')).toBeVisible();
  await declineRequest({ request: checked.request, http: walker.http });

  await expect(page.getByRole('heading', { name: 'You declined in your wallet' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('button', { name: 'Prove with Postern' })).toBeVisible();
});
