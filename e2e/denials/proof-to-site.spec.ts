import { expect, type Page, test } from '@playwright/test';
import { fetchPresentationRequest } from '@postern/holder';
import type { ApplicationData } from '@postern/protocol';
import { type Actors, approveNewPerson, createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { askAsProtocol } from '../fixtures/ask-as-protocol.ts';
import { captureAnswer, postAnswer } from '../fixtures/captured-answer.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { makeWallet, openInWallet, proveInWallet, receiveInWallet } from '../fixtures/wallet.ts';

const receiveCard = async (page: Page, actors: Actors, facts?: Partial<ApplicationData>): Promise<void> => {
  const { walletUrl, transactionCode } = await approveNewPerson(actors, facts);
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await openInWallet(page, walletUrl);
  await receiveInWallet(page, transactionCode);
};

test('a person who does not meet the rule is told so before any proof, and the site learns only a no', async ({
  page,
}) => {
  const actors = await createActors();
  const address = { street: 'Praspiekt Niezaliežnasci 1', locality: 'Minsk', postalCode: '220030' };
  await receiveCard(page, actors, { residence: 'BY', address });

  const session = await askAsProtocol({ policyId: actors.stack.policyId });
  await openInWallet(page, session.walletUrl);
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText('You cannot pass this gate');
  await expect(refusal.getByRole('listitem')).toHaveText([/^Your residence is none of 6 countries: Belarus,/]);
  await expect(page.getByRole('button', { name: 'Prove', exact: true })).toHaveCount(0);
  await expectAccessible(page);
  expect((await session.read()).state).toBe('fetched');

  await page.getByRole('button', { name: 'Tell the site that you do not answer' }).click();
  await expect(page.getByRole('heading', { name: 'Not answered' })).toBeVisible();
  const { state, proven, denial } = await session.read();
  expect({ state, proven, denial }).toEqual({ state: 'declined', proven: undefined, denial: undefined });
});

test('a proof for one session is false in another, which then takes a proof of its own', async ({ page }) => {
  test.setTimeout(180_000);
  const actors = await createActors();
  const { stack, walker } = actors;
  await receiveCard(page, actors);
  const ask = () => askAsProtocol({ policyId: stack.policyId });
  const [asked, other] = [await ask(), await ask()];

  await openInWallet(page, asked.walletUrl);
  const { form } = await captureAnswer(page, () => proveInWallet(page));
  const request = await fetchPresentationRequest({ ...walker, link: other.walletUrl, isAnswered: async () => false });
  const moved = new URLSearchParams({ vp_token: form.get('vp_token') ?? '', state: request.state ?? '' });
  expect(await postAnswer({ responseUri: request.responseUri, form: moved })).toEqual({
    status: 400,
    code: 'ERR_PRESENTATION_OTHER_SESSION',
  });
  const refused = await other.read();
  expect(refused).toMatchObject({ state: 'refused', denial: { code: 'ERR_PRESENTATION_OTHER_SESSION' } });
  expect(refused).not.toHaveProperty('proven');

  await openInWallet(page, other.walletUrl);
  await proveInWallet(page);
  const [first, second] = [await asked.read(), await other.read()];
  expect([first.state, second.state]).toEqual(['verified', 'verified']);
  expect(second.proven?.subject).toBe(first.proven?.subject);
});
