import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createCredoWallet } from './parties/credo/create-wallet.ts';
import { type Bank, PERSON, startBank } from './parties/start-bank.ts';
import { startOurVerifier } from './parties/start-our-verifier.ts';

let bank: Bank;
let verifier: Awaited<ReturnType<typeof startOurVerifier>>;
let wallet: Awaited<ReturnType<typeof createCredoWallet>>;
let caseId: string;
let received: string[];

beforeAll(async () => {
  bank = await startBank();
  const [approved, ours, bankAnchor] = await Promise.all([
    bank.approvePerson(),
    // Every list is asked for anew.
    startOurVerifier({ trustedIssuers: [bank.issuer, bank.did], env: { VERIFIER_STATUS_LIFE_SECONDS: '0' } }),
    bank.readAnchor(),
  ]);
  verifier = ours;
  ({ caseId } = approved);
  wallet = await createCredoWallet({ trustedCertificates: [bankAnchor, await ours.readAnchor()] });
  const offer = await wallet.readOffer(approved.otherLinks.byReference);
  const credentials = await wallet.redeem(offer, approved.transactionCode);
  received = credentials.map(({ credentialConfigurationId }) => credentialConfigurationId);
}, 120_000);
afterAll(async () => {
  await wallet?.stop();
  await verifier?.stop();
  await bank?.stop();
});

const ASKED = {
  'dc+sd-jwt': () => ({
    credentials: [
      {
        id: 'asked',
        format: 'dc+sd-jwt',
        types: [`${bank.issuer}/vct/kyc-person/1`],
        claims: [{ path: ['given_name'] }, { path: ['nationalities', 0] }],
      },
    ],
  }),
  jwt_vc_json: () => ({
    credentials: [
      {
        id: 'asked',
        format: 'jwt_vc_json',
        types: ['KycPersonCredential'],
        claims: [{ path: ['credentialSubject', 'given_name'] }, { path: ['credentialSubject', 'nationalities', 0] }],
      },
    ],
  }),
};

describe('a Credo wallet at our issuer', () => {
  it('receives every form that it knows, and the seal is not in its way', async () => {
    expect(received.toSorted()).toEqual(['kyc_person_jwt', 'kyc_person_sdjwt']);
    expect(await wallet.agent.sdJwtVc.getAll()).toHaveLength(1);
    expect(await wallet.agent.w3cCredentials.getAll()).toHaveLength(1);
  });

  it('takes an offer by value, against the code and not without it', async () => {
    const other = await createCredoWallet({ trustedCertificates: [await bank.readAnchor()] });
    const { otherLinks, transactionCode } = await bank.approvePerson();
    const offer = await other.readOffer(otherLinks.byValue);
    await expect(other.redeem(offer, transactionCode === '000000' ? '1' : '000000')).rejects.toThrow();
    expect(await other.redeem(offer, transactionCode)).toHaveLength(2);
    await other.stop();
  });
});

describe.each(['dc+sd-jwt', 'jwt_vc_json'] as const)('a Credo wallet at our verifier, with %s', (format) => {
  it.each([
    ['signed and encrypted', { clientIdPrefix: 'decentralized_identifier', encrypted: true }],
    ['signed, in the clear', { clientIdPrefix: 'decentralized_identifier', encrypted: false }],
    ['unsigned and encrypted', { clientIdPrefix: 'redirect_uri', encrypted: true }],
    ['unsigned, in the clear', { clientIdPrefix: 'redirect_uri', encrypted: false }],
  ])('answers a request that is %s', async (_name, options) => {
    const session = await verifier.open({ ...ASKED[format](), ...options });
    const answer = await wallet.answer(session.otherWalletUrl);
    expect(answer).toMatchObject({ ok: true });
    const read = await session.read();
    expect(read).toMatchObject({
      state: 'verified',
      credentials: [{ claims: [{ value: PERSON.givenName }, { value: 'GR' }] }],
    });
  });
});

describe('a Credo wallet', () => {
  it('answers the half of an either/or that it can', async () => {
    const [papers] = ASKED['dc+sd-jwt']().credentials;
    const session = await verifier.open({
      credentials: [papers, { id: 'other', format: 'vc+jwt', types: ['KycPersonCredential'] }],
      accept: [['other'], ['asked']],
    });
    await wallet.answer(session.otherWalletUrl);
    expect(await session.read()).toMatchObject({ state: 'verified', answered: ['asked'] });
  });

  it('reads a request of a verifier named by a certificate, under an authority that it knows', async () => {
    const session = await verifier.open({ ...ASKED['dc+sd-jwt'](), clientIdPrefix: 'x509_hash' });
    await wallet.answer(session.otherWalletUrl);
    expect(await session.read()).toMatchObject({ state: 'verified' });
  });
});

describe('what happens to a credential', () => {
  it('is seen: suspended, then good again', async () => {
    await bank.suspend(caseId);
    for (const ask of Object.values(ASKED)) {
      const session = await verifier.open(ask());
      await wallet.answer(session.otherWalletUrl);
      expect(await session.read()).toMatchObject({
        state: 'refused',
        denial: { code: expect.stringContaining('SUSPENDED') },
      });
    }
    await bank.reinstate(caseId);
    const session = await verifier.open(ASKED['dc+sd-jwt']());
    await wallet.answer(session.otherWalletUrl);
    expect(await session.read()).toMatchObject({ state: 'verified' });
  });
});
