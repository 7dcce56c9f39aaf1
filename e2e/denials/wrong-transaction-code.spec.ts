import { expect, test } from '@playwright/test';
import { fetchCredentialOffer, fetchIssuerMetadata } from '@postern/holder';
import { PRE_AUTHORIZED_CODE_GRANT, zOauthError } from '@postern/protocol';
import { approveNewPerson, createActors } from '../fixtures/actors.ts';

test('a wrong transaction code is refused, and the sixth try locks the offer for the right one too', async () => {
  const actors = await createActors();
  const { walletUrl, transactionCode, caseId } = await approveNewPerson(actors);
  const { http } = actors.walker;
  const offer = await fetchCredentialOffer({ link: walletUrl, http });
  const { authorizationServer } = await fetchIssuerMetadata({ credentialIssuer: offer.credentialIssuer, http });
  const redeem = async (code: string) => {
    const response = await fetch(authorizationServer.token_endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: PRE_AUTHORIZED_CODE_GRANT,
        'pre-authorized_code': offer.preAuthorizedCode ?? '',
        tx_code: code,
      }),
    });
    const error = response.ok ? undefined : zOauthError.parse(await response.json()).error;
    return { status: response.status, error };
  };
  const wrong = transactionCode.replace(/^[0-9]/, (digit) => String((Number(digit) + 1) % 10));

  for (let attempt = 1; attempt <= 6; attempt += 1) {
    expect(await redeem(wrong)).toEqual({ status: 400, error: 'invalid_grant' });
  }
  expect(await redeem(transactionCode)).toEqual({ status: 400, error: 'invalid_grant' });
  expect((await actors.checker.readCase(caseId)).offer?.state).toBe('locked');
});

test('the right code after one wrong try is accepted', async () => {
  const actors = await createActors();
  const { walletUrl, transactionCode } = await approveNewPerson(actors);
  const { http } = actors.walker;
  const offer = await fetchCredentialOffer({ link: walletUrl, http });
  const { authorizationServer } = await fetchIssuerMetadata({ credentialIssuer: offer.credentialIssuer, http });
  const statuses: number[] = [];
  for (const code of ['000000' === transactionCode ? '111111' : '000000', transactionCode]) {
    const response = await fetch(authorizationServer.token_endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: PRE_AUTHORIZED_CODE_GRANT,
        'pre-authorized_code': offer.preAuthorizedCode ?? '',
        tx_code: code,
      }),
    });
    statuses.push(response.status);
  }
  expect(statuses).toEqual([400, 200]);
});
