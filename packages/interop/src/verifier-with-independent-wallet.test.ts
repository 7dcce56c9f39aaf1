import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chooseByDcql } from './parties/choose-by-dcql.ts';
import { createIndependentWallet, type IndependentCredential } from './parties/independent-wallet.ts';
import { presentIndependently } from './parties/present-independently.ts';
import { type Bank, PERSON, startBank } from './parties/start-bank.ts';
import { type OpenedSession, startOurVerifier } from './parties/start-our-verifier.ts';

let bank: Bank;
let verifier: Awaited<ReturnType<typeof startOurVerifier>>;
const held: Record<string, IndependentCredential> = {};
let caseId: string;

beforeAll(async () => {
  bank = await startBank();
  const [approved, ours] = await Promise.all([
    bank.approvePerson(),
    startOurVerifier({
      trustedIssuers: [bank.issuer, bank.did],
      // Every list is asked for anew.
      env: { VERIFIER_STATUS_LIFE_SECONDS: '0' },
    }),
  ]);
  verifier = ours;
  ({ caseId } = approved);
  const wallet = await createIndependentWallet();
  const offered = await wallet.readOffer(approved.offerLink);
  const access = await wallet.redeem(offered, approved.transactionCode);
  for (const [format, id] of [
    ['dc+sd-jwt', 'kyc_person_sdjwt'],
    ['jwt_vc_json', 'kyc_person_jwt'],
    ['vc+jwt', 'kyc_person_vcdm2'],
  ] as const) {
    const { credentials } = await wallet.retrieve(offered, access, id);
    held[format] = credentials[0]!;
  }
}, 120_000);
afterAll(async () => {
  await verifier.stop();
  await bank.stop();
});

type Format = 'dc+sd-jwt' | 'jwt_vc_json' | 'vc+jwt';

function question(format: Format) {
  const isSdJwt = format === 'dc+sd-jwt';
  const types = isSdJwt ? [`${bank.issuer}/vct/kyc-person/1`] : ['KycPersonCredential'];
  const path = isSdJwt ? ['given_name'] : ['credentialSubject', 'given_name'];
  return { credentials: [{ id: 'papers', format, types, claims: [{ path }] }] };
}

async function answer(format: Format, request: object = {}, more: object = {}) {
  const session = await verifier.open({ ...question(format), ...request });
  const sent = await presentIndependently({
    link: session.walletUrl,
    queryId: 'papers',
    held: { ...held[format]!, format },
    disclose: ['given_name'],
    ...more,
  });
  return { sent, session: await session.read() };
}

describe.each([
  ['dc+sd-jwt', { encrypted: true }, 'direct_post.jwt'],
  ['dc+sd-jwt', { encrypted: false }, 'direct_post'],
  ['jwt_vc_json', { encrypted: true }, 'direct_post.jwt'],
  ['jwt_vc_json', { encrypted: false }, 'direct_post'],
  ['vc+jwt', { encrypted: true }, 'direct_post.jwt'],
  ['vc+jwt', { encrypted: false }, 'direct_post'],
] as const)('an independent wallet with %s, %j', (format, request, mode) => {
  it('is accepted by our verifier', async () => {
    const { sent, session } = await answer(format, request);
    expect(sent).toMatchObject({ status: 200, mode });
    expect(session).toMatchObject({
      state: 'verified',
      credentials: [{ id: 'papers', format, claims: [{ value: PERSON.givenName }] }],
    });
  });
});

describe('an independent wallet', () => {
  it('that reads questions by the dcql library answers its half of an either/or, by the link for other wallets', async () => {
    const vct = `${bank.issuer}/vct/kyc-person/1`;
    const either = {
      credentials: [
        ...question('dc+sd-jwt').credentials,
        { id: 'other', format: 'vc+jwt', types: ['KycPersonCredential'] },
      ],
      accept: [['other'], ['papers']],
    };
    const answerBy = async (link: (session: OpenedSession) => string) => {
      const session = await verifier.open(either);
      await presentIndependently({
        link: link(session),
        queryId: (dcqlQuery) =>
          chooseByDcql(dcqlQuery, {
            credential_format: 'dc+sd-jwt',
            vct,
            claims: { given_name: PERSON.givenName },
            cryptographic_holder_binding: true,
          }),
        held: { ...held['dc+sd-jwt']!, format: 'dc+sd-jwt' },
        disclose: ['given_name'],
      });
      return session.read();
    };
    expect(await answerBy(({ otherWalletUrl }) => otherWalletUrl)).toMatchObject({
      state: 'verified',
      answered: ['papers'],
      credentials: [{ claims: [{ value: PERSON.givenName }] }],
    });
    // Our own wallet's link says the whole question, which that library does not read.
    await expect(answerBy(({ walletUrl }) => walletUrl)).rejects.toThrow();
  });

  it.each(['x509_hash', 'x509_san_dns', 'redirect_uri'])(
    'reads a request of a verifier named by %s',
    async (prefix) => {
      const { session } = await answer('dc+sd-jwt', { clientIdPrefix: prefix });
      expect(session).toMatchObject({ state: 'verified' });
    },
  );

  it.each([
    ['another nonce', { nonce: 'stolen' }],
    ['another audience', { audience: 'decentralized_identifier:did:web:evil.example' }],
  ])('is refused with %s', async (_name, spoil) => {
    const { sent, session } = await answer('dc+sd-jwt', {}, { spoil });
    expect(sent.status).toBeGreaterThanOrEqual(400);
    expect(session['state']).not.toBe('verified');
  });

  it('is refused once the bank has revoked', async () => {
    await bank.revoke(caseId);
    for (const format of ['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt'] as const) {
      const { session } = await answer(format);
      expect(session).toMatchObject({ state: 'refused', denial: { code: expect.stringContaining('REVOKED') } });
    }
  });
});
