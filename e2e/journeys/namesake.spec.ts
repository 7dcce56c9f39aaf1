import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { readTransactionCode } from '../../apps/cli/src/demo/steps/read-transaction-code.ts';
import { receiveFromBank } from '../../apps/cli/src/demo/steps/receive-credentials.ts';
import { type Actors, type Application, applyAsNewPerson, createActors, issueToNewPerson } from '../fixtures/actors.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { approveInPortal, proposeInPortal, signInByDemo } from '../fixtures/portal.ts';

/** Name and birth date of another file, with a document of its own. */
const applyWithNameOf = (actors: Actors, { applicant }: Application): Promise<Application> => {
  const { givenName, familyName, latinName, birthDate } = applicant;
  return applyAsNewPerson(actors, { givenName, familyName, latinName, birthDate });
};

const openAs = async (context: BrowserContext, options: { actors: Actors; name: string; caseId: string }) => {
  const { portalUrl } = options.actors.stack;
  const page = await context.newPage();
  await signInByDemo(page, portalUrl, options.name);
  await page.goto(`${portalUrl}/cases/${options.caseId}`);
  return page;
};

/** Two people decide the case in the portal; the wallet of `collector` collects. */
const decideAndCollect = async (options: {
  maker: Page;
  checker: Page;
  collector: Actors;
  application: Application;
  answer: 'The same person' | 'Another person';
}): Promise<void> => {
  const { maker, checker, collector, application, answer } = options;
  await proposeInPortal(maker, answer);
  const link = await approveInPortal(checker);
  const { issuer } = collector.stack;
  const { value: transactionCode } = await readTransactionCode({ fetch, issuer, receipt: application.receipt });
  await receiveFromBank({ ...collector.walker, link, transactionCode });
};

test('two people of one name and birth date each keep a credential', async ({ browser }) => {
  const [first, second] = [await createActors(), await createActors()];
  const older = await issueToNewPerson(first);
  const newer = await applyWithNameOf(second, older);
  const { caseId } = newer;
  const maker = await openAs(await browser.newContext(), { actors: first, name: first.maker.name, caseId });
  const checker = await openAs(await browser.newContext(), { actors: first, name: first.checker.name, caseId });

  const compared = maker.getByRole('table', { name: 'This file beside that of' });
  await expect(compared.getByRole('row', { name: newer.applicant.document.number })).toContainText(
    older.applicant.document.number,
  );
  await expectAccessible(maker);
  await decideAndCollect({ maker, checker, collector: second, application: newer, answer: 'Another person' });
  await expectAccessible(checker);

  for (const file of [older, newer]) {
    expect((await first.checker.readCase(file.caseId)).credential?.status).toBe('valid');
  }
});

test('one person under two files keeps one credential, and the older file says so', async ({ browser }) => {
  const actors = await createActors();
  const older = await issueToNewPerson(actors);
  const newer = await applyWithNameOf(actors, older);
  const { caseId } = newer;
  const maker = await openAs(await browser.newContext(), { actors, name: actors.maker.name, caseId });
  const checker = await openAs(await browser.newContext(), { actors, name: actors.checker.name, caseId });
  await decideAndCollect({ maker, checker, collector: actors, application: newer, answer: 'The same person' });

  expect((await actors.checker.readCase(caseId)).credential?.status).toBe('valid');
  await checker.goto(`${actors.stack.portalUrl}/cases/${older.caseId}`);
  await expect(checker.getByText('Replaced', { exact: true }).first()).toBeVisible();
  const life = checker.getByRole('list', { name: 'Life of the case' });
  await life.getByRole('link', { name: 'Open the other file' }).last().click();
  await expect(checker).toHaveURL(new RegExp(`/cases/${caseId}$`));
});
