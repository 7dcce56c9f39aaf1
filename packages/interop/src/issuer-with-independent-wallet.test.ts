import { verifyCredential } from 'did-jwt-vc';
import { Resolver } from 'did-resolver';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { answerBankPage } from './parties/answer-bank-page.ts';
import { createIndependentWallet } from './parties/independent-wallet.ts';
import { type Bank, PERSON, startBank } from './parties/start-bank.ts';
import { findDidKey, resolveDidDocument, thumbprintOfDid } from './support/resolve-did-document.ts';
import { createSdJwtLibrary } from './support/sd-jwt-library.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await startBank();
}, 120_000);
afterAll(() => bank.stop());

async function redeemNew(copies = 1) {
  const { offerLink, transactionCode, caseId } = await bank.approvePerson();
  const wallet = await createIndependentWallet({ copies });
  const offered = await wallet.readOffer(offerLink);
  const access = await wallet.redeem(offered, transactionCode);
  return { wallet, offered, access, caseId };
}

describe('an independent wallet at our issuer', () => {
  it('receives an SD-JWT VC that @sd-jwt/sd-jwt-vc verifies under the published keys', async () => {
    const { wallet, offered, access } = await redeemNew(3);
    const { credentials } = await wallet.retrieve(offered, access, 'kyc_person_sdjwt');
    expect(credentials).toHaveLength(3);
    const verifier = createSdJwtLibrary();
    for (const { credential, key } of credentials) {
      const { payload } = await verifier.verify(credential);
      expect(payload).toMatchObject({
        iss: bank.issuer,
        family_name: PERSON.familyName,
        cnf: { jwk: { x: key.jwk.x, y: key.jwk.y } },
      });
    }
  });

  it('receives a VCDM 1.1 JWT that did-jwt-vc verifies', async () => {
    const { wallet, offered, access } = await redeemNew();
    const { credentials } = await wallet.retrieve(offered, access, 'kyc_person_jwt');
    const { credential, key } = credentials[0]!;
    const resolver = new Resolver({
      web: async (did) => ({
        didDocument: await resolveDidDocument(did),
        didDocumentMetadata: {},
        didResolutionMetadata: { contentType: 'application/did+ld+json' },
      }),
    });
    const verified = await verifyCredential(credential, resolver);
    expect(verified.verifiableCredential).toMatchObject({
      issuer: { id: bank.did },
      type: ['VerifiableCredential', 'KycPersonCredential'],
      credentialSubject: { given_name: PERSON.givenName },
    });
    expect(await thumbprintOfDid(verified.verifiableCredential.credentialSubject.id ?? '')).toBe(key.thumbprint);
  });

  it('receives a VCDM 2.0 JWT that jose verifies', async () => {
    const { wallet, offered, access } = await redeemNew();
    const { credentials } = await wallet.retrieve(offered, access, 'kyc_person_vcdm2');
    const { credential, key } = credentials[0]!;
    const { kid = '' } = decodeProtectedHeader(credential);
    const { payload } = await jwtVerify(credential, await importJWK(await findDidKey(kid), 'ES256'), { typ: 'vc+jwt' });
    expect(payload).toMatchObject({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      issuer: bank.did,
    });
    const { id } = payload['credentialSubject'] as { id: string };
    expect(await thumbprintOfDid(id)).toBe(key.thumbprint);
    expect(payload).not.toHaveProperty('vc');
  });

  it('signs in at the bank instead, with PAR, PKCE, DPoP and the issuer named on the way back', async () => {
    const { offerLink, transactionCode } = await bank.approvePerson();
    const wallet = await createIndependentWallet();
    const offered = await wallet.readOffer(offerLink);
    const access = await wallet.signIn(offered, (url) => answerBankPage({ url, transactionCode }));
    expect(access.dpop).toBeDefined();
    const { credentials } = await wallet.retrieve(offered, access, 'kyc_person_sdjwt');
    expect(credentials).toHaveLength(1);
  });

  it('is sent back without a code when the person refuses on the bank’s page', async () => {
    const { offerLink, transactionCode } = await bank.approvePerson();
    const wallet = await createIndependentWallet();
    const offered = await wallet.readOffer(offerLink);
    const refuse = async (url: string) => {
      const back = await answerBankPage({ url, transactionCode, answer: 'deny' });
      expect(new URL(back).searchParams.get('error')).toBe('access_denied');
      return back;
    };
    await expect(wallet.signIn(offered, refuse)).rejects.toThrow();
  });

  it('is refused with a wrong transaction code, and gets no second token for one offer', async () => {
    const { offerLink, transactionCode } = await bank.approvePerson();
    const wallet = await createIndependentWallet();
    const offered = await wallet.readOffer(offerLink);
    await expect(wallet.redeem(offered, transactionCode === '000000' ? '1' : '000000')).rejects.toMatchObject({
      errorResponse: { error: 'invalid_grant' },
    });
    await expect(wallet.redeem(offered, transactionCode)).resolves.toMatchObject({ accessToken: expect.any(String) });
    await expect(wallet.redeem(offered, transactionCode)).rejects.toMatchObject({
      errorResponse: { error: 'invalid_grant' },
    });
  });
});
