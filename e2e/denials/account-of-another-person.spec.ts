import { expect, type Page, test } from '@playwright/test';
import { type Actors, answerLink, createActors, issueToNewPerson } from '../fixtures/actors.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { askForProof, connectDemoAccount, expectAdmitted, readDemoAccount } from '../fixtures/vault.ts';

type Person = { prove: (link: string) => Promise<void> };

/** Somebody with a headless wallet of their own and a credential in it. */
const createPerson = async (): Promise<Person> => {
  const actors: Actors = await createActors();
  const { credential } = await issueToNewPerson(actors);
  return { prove: (link) => answerLink(actors, link, credential) };
};

const prove = async (page: Page, person: Person): Promise<void> =>
  person.prove(await askForProof(page, 'Prove with Postern'));

test('two browsers have an account each: both people are admitted', async ({ browser }) => {
  test.setTimeout(180_000);
  const { urls } = readSharedStack();
  const pages = await Promise.all([0, 1].map(async () => (await browser.newContext()).newPage()));
  const [ada, bob] = pages as [Page, Page];
  const accounts = [
    await connectDemoAccount(ada, urls['vault-demo']),
    await connectDemoAccount(bob, urls['vault-demo']),
  ];
  expect(accounts[0]).not.toBe(accounts[1]);
  await bob.reload();
  expect(await readDemoAccount(bob)).toBe(accounts[1]);

  await prove(ada, await createPerson());
  await expectAdmitted(ada);
  await prove(bob, await createPerson());
  await expectAdmitted(bob);
  await expectAdmitted(ada);
});

test('the account of another person takes no second one; a new demo account does', async ({ page }) => {
  test.setTimeout(180_000);
  const { urls } = readSharedStack();
  const first = await connectDemoAccount(page, urls['vault-demo']);
  await prove(page, await createPerson());
  await expectAdmitted(page);

  const next = await createPerson();
  await next.prove(await askForProof(page, 'Renew the pass'));
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText('Somebody else has a pass on this account');
  await expectAccessible(page);
  await refusal.getByRole('button', { name: 'New demo account' }).click();
  await expect(page.getByText('No pass yet')).toBeVisible();
  expect(await readDemoAccount(page)).not.toBe(first);
  await prove(page, next);
  await expectAdmitted(page);

  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: first }).click();
  await expectAdmitted(page);
  expect(await readDemoAccount(page)).toBe(first);
});
