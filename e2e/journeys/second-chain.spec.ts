import { expect, test } from '@playwright/test';
import { readIsAdmitted } from '@postern/contracts';
import { fetchPresentationRequest } from '@postern/holder';
import { isZkQuery } from '@postern/protocol';
import { createPublicClient, http } from 'viem';
import { type Actors, approveNewPerson, createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { askAsProtocol } from '../fixtures/ask-as-protocol.ts';
import { captureAnswer, postAnswer } from '../fixtures/captured-answer.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { askForProof, connectDemoAccount, expectAdmitted } from '../fixtures/vault.ts';
import { makeWallet, openInWallet, proveInWallet, receiveInWallet } from '../fixtures/wallet.ts';

test('a card opens a gate on the second chain, and what was proven there opens none on the first', async ({
  page,
  context,
}) => {
  const { urls, chains } = readSharedStack();
  const [first, second] = chains;
  const { vaultUrl, name } = second!;
  const actors = await createActors();
  const offered = await approveNewPerson(actors);
  await addAuthenticator(page);
  await makeWallet(page, urls.wallet);
  await openInWallet(page, offered.walletUrl);
  await receiveInWallet(page, offered.transactionCode);

  const vault = await context.newPage();
  await connectDemoAccount(vault, vaultUrl);
  await expect(vault.getByText(`${name}: money, accounts and passes here have no value.`)).toBeVisible();
  const link = await askForProof(vault, 'Prove with Postern');
  const account = await readAskedAccount(actors, link);
  await openInWallet(page, link);
  await expect(page.getByText('On the network')).toBeVisible();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  const { form } = await captureAnswer(page, () => proveInWallet(page));
  await expectAdmitted(vault);
  await page.getByRole('link', { name: 'See your passes' }).click();
  await expect(page.getByRole('article')).toContainText(` on ${name}`);
  await expectAccessible(page);

  // The same proof for the same account, at the gate of the first chain.
  const there = await askAsProtocol({ policyId: first.record.policyId, account });
  const request = await readRequest(actors, there.walletUrl);
  const moved = new URLSearchParams({ vp_token: form.get('vp_token') ?? '', state: request.state ?? '' });
  expect(await postAnswer({ responseUri: request.responseUri, form: moved })).toEqual({
    status: 400,
    code: 'ERR_PRESENTATION_OTHER_SCOPE',
  });
  const isAdmitted = ({ rpcUrl, record }: (typeof chains)[number]) => {
    const { policyId, deployment } = record;
    const client = createPublicClient({ transport: http(rpcUrl) });
    return readIsAdmitted({ client, passRegistry: deployment.passRegistry, policyId, account });
  };
  expect([await isAdmitted(first), await isAdmitted(second!)]).toEqual([false, true]);
});

const readRequest = ({ walker }: Actors, link: string) =>
  fetchPresentationRequest({ ...walker, link, isAnswered: async () => false });

/** The account that a request is for. */
const readAskedAccount = async (actors: Actors, link: string): Promise<`0x${string}`> => {
  const { query } = await readRequest(actors, link);
  return query.credentials.find(isZkQuery)?.meta.account as `0x${string}`;
};
