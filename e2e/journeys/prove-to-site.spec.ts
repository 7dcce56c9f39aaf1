import { expect, test } from '@playwright/test';
import { approveNewPerson, createActors } from '../fixtures/actors.ts';
import { addAuthenticator } from '../fixtures/add-authenticator.ts';
import { askAsProtocol } from '../fixtures/ask-as-protocol.ts';
import { captureAnswer, postAnswer } from '../fixtures/captured-answer.ts';
import { expectAccessible } from '../fixtures/expect-accessible.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';
import { chooseProver, makeWallet, openInWallet, proveInWallet, receiveInWallet } from '../fixtures/wallet.ts';

const DAY = 86_400;

test('a site asks without an account and learns that the rule is met, who it is there, and nothing else', async ({
  page,
}) => {
  const actors = await createActors();
  const offered = await approveNewPerson(actors);
  const { policyId, chainId, passRegistry } = actors.stack;
  await addAuthenticator(page);
  await makeWallet(page, readSharedStack().urls.wallet);
  await openInWallet(page, offered.walletUrl);
  await receiveInWallet(page, offered.transactionCode);

  // The choice outlives the visit: the link below opens the wallet anew.
  await chooseProver(page, 'Reference');

  const session = await askAsProtocol({ policyId, encrypted: true });
  const { host } = new URL(readSharedStack().urls.verifier);
  await openInWallet(page, session.walletUrl);
  await expect(page.getByText(`This proof is for ${host} only, and for this one request.`)).toBeVisible();
  await expect(page.getByText('Your accounts on chain')).toBeVisible();
  const answer = await captureAnswer(page, () => proveInWallet(page));
  await expect(page.getByText(/It counts there alone until .+; on chain it opens nothing\./)).toBeVisible();
  await expect(page.getByText('Made by the reference prover, as you chose in the settings.')).toBeVisible();
  await expectAccessible(page);

  const now = Math.floor(Date.now() / 1000);
  const read = await session.read();
  expect(read).toEqual({
    sessionId: session.sessionId,
    state: 'verified',
    policyId,
    chainId,
    registry: passRegistry,
    createdAt: expect.any(Number),
    expiresAt: session.expiresAt,
    answered: ['kyc'],
    proven: { subject: expect.any(String), until: expect.any(Number) },
    proofStatus: { asOf: expect.any(Number), age: expect.any(Number), bound: expect.any(Number) },
  });
  const until = read.proven?.until ?? 0;
  expect(until % DAY).toBe(0);
  expect(until).toBeGreaterThan(now + 6 * DAY);
  expect(until).toBeLessThanOrEqual(now + 8 * DAY);

  // One session, one answer: neither the same bytes nor the same link count twice.
  expect(await postAnswer(answer)).toEqual({ status: 409, code: 'ERR_SESSION_CLOSED' });
  expect(await session.read()).toEqual(read);
  await page.getByRole('link', { name: 'See what you proved' }).click();
  await expect(page.getByRole('heading', { name: 'What you proved to a site' })).toBeVisible();
  await expectAccessible(page);
  await openInWallet(page, session.walletUrl);
  await expect(page.getByRole('alert')).toContainText(/You answered this request already|The request is over/);
});
