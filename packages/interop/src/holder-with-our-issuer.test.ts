import {
  continueIssuance,
  createHttpClient,
  createIssuanceSession,
  fetchCredentialOffer,
  fetchIssuerMetadata,
  finishAuthorization,
  receiveCredentials,
  renewCredentials,
  startAuthorization,
} from '@postern/holder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { answerBankPage } from './parties/answer-bank-page.ts';
import { type Bank, startBank } from './parties/start-bank.ts';
import { systemParts } from './support/system-parts.ts';

const http = createHttpClient({ fetch });
const parts = { ...systemParts, http };
let bank: Bank;
beforeAll(async () => {
  bank = await startBank({ env: { ISSUER_DPOP_NONCE: 'true' } });
}, 120_000);
afterAll(() => bank.stop());

async function readOffer(link: string) {
  const offer = await fetchCredentialOffer({ link, http });
  return { offer, issuer: await fetchIssuerMetadata({ ...offer, http }) };
}

describe('our holder at our issuer, as processes apart', () => {
  it('receives every format in several copies, with DPoP nonces, and again with its refresh token', async () => {
    const { offerLink, transactionCode } = await bank.approvePerson();
    const { offer, issuer } = await readOffer(offerLink);
    const result = await receiveCredentials({
      ...parts,
      offer,
      issuer,
      transactionCode,
      copies: 3,
      keep: async () => {},
    });
    if (result.state !== 'received') throw new Error(result.state);
    const { documents } = result.credential;
    expect(documents.map(({ format, copies }) => [format, copies.length])).toEqual([
      ['dc+sd-jwt', 3],
      ['jwt_vc_json', 3],
      ['vc+jwt', 3],
    ]);
    const renewed = await renewCredentials({ ...parts, issuer, credential: result.credential, keep: async () => {} });
    expect(renewed.state).toBe('received');
  });

  it('signs in at the bank', async () => {
    const { offerLink, transactionCode } = await bank.approvePerson();
    const { offer, issuer } = await readOffer(offerLink);
    const { configurationIds } = offer;
    const { authorizationUrl, pending } = await startAuthorization({
      ...parts,
      issuer,
      configurationIds,
      issuerState: offer.authorizationCode?.issuerState,
      clientId: 'https://wallet.example',
      redirectUri: 'https://wallet.example/authorized',
    });
    const redirectUrl = await answerBankPage({ url: authorizationUrl, transactionCode });
    const tokens = await finishAuthorization({ ...parts, issuer, pending, redirectUrl });
    const session = createIssuanceSession({ issuer, tokens, configurationIds, now: parts.clock.now() });
    const result = await continueIssuance({ ...parts, issuer, session, keep: async () => {} });
    expect(result.state).toBe('received');
    await expect(finishAuthorization({ ...parts, issuer, pending, redirectUrl })).rejects.toMatchObject({
      code: 'ERR_TOKEN_REFUSED',
    });
  });
});
