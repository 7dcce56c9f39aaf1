import { hashHolderCommitment } from '@postern/primitives';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import { isSealed, type StoredCredential } from '../store/stored-credential.ts';
import { keepCredential, listCredentials, replaceCredential } from '../store/wallet-records.ts';
import { createTestChain, type TestChain } from '../testing/create-test-chain.ts';
import {
  clock,
  PERSON,
  random,
  startTestBank,
  type TestBank,
  TX_CODE,
  VALID_UNTIL,
} from '../testing/start-test-bank.ts';
import { createVault } from '../vault/create-vault.ts';
import { createMemoryVaultStorage } from '../vault/memory-vault-storage.ts';
import { fetchCredentialOffer } from './fetch-credential-offer.ts';
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts';
import { createHolderKey } from './holder-key.ts';
import { receiveCredentials } from './receive-credentials.ts';

const http = createHttpClient({ fetch });
let bank: TestBank;
let chain: TestChain;
beforeEach(async () => {
  bank = await startTestBank();
  chain = createTestChain(bank);
});
afterEach(() => bank.close());

async function receive(options: { transactionCode?: string; now?: number } = {}) {
  const kept: StoredCredential[] = [];
  const offer = await fetchCredentialOffer({ link: bank.offerLink, http });
  const issuer = await fetchIssuerMetadata({ credentialIssuer: offer.credentialIssuer, http });
  const result = await receiveCredentials({
    offer,
    issuer,
    transactionCode: options.transactionCode ?? TX_CODE,
    holderSecret: 42n,
    http,
    chain,
    clock: { now: () => options.now ?? clock.now() },
    random,
    keep: async (value) => {
      kept.push(value);
    },
  });
  if (result.state !== 'received') throw new Error(result.state);
  return { credential: result.credential, kept };
}

describe('receiving credentials', () => {
  it('keeps what an honest bank sends, and says so', async () => {
    const { credential, kept } = await receive();
    expect(kept).toEqual([credential]);
    expect(credential.claims?.family_name).toBe(PERSON.familyName);
    expect(credential.issuer.name).toBe('Test Bank');
    expect(credential.documents.map(({ format }) => format)).toEqual(['dc+sd-jwt', 'jwt_vc_json']);
    const tokens = [...credential.documents.flatMap(({ copies }) => copies), credential.sealJwt];
    expect(new Set(tokens.map((token) => token?.key.publicJwk.x)).size).toBe(3);
    expect(bank.notifications).toEqual(['credential_accepted', 'credential_accepted', 'credential_accepted']);
  });

  it('counts wrong transaction codes down, then says that the offer is locked', async () => {
    for (const attemptsLeft of [4, 3, 2, 1]) {
      await expect(receive({ transactionCode: '000000' })).rejects.toMatchObject({
        code: 'ERR_TX_CODE_WRONG',
        details: { attemptsLeft },
      });
    }
    await expect(receive({ transactionCode: '000000' })).rejects.toMatchObject({ code: 'ERR_TX_CODE_LOCKED' });
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_TX_CODE_LOCKED' });
    await expect(receive({ transactionCode: '' })).rejects.toMatchObject({ code: 'ERR_TX_CODE_REQUIRED' });
  });

  it.each([
    [
      'forged values',
      () => ({ spoilSeal: (seal) => ({ ...seal, values: seal.values.with(0, 19_500_101n) }) }),
      'ERR_SEAL_FORGED',
    ],
    ['another commitment', () => ({ holderCommitment: hashHolderCommitment(43n) }), 'ERR_SEAL_FORGED'],
    [
      'a VC-JWT that states another value',
      () => ({ vcRecord: { ...PERSON, residence: 'FR' } }),
      'ERR_CLAIMS_DIFFER_FROM_SEAL',
    ],
  ] satisfies [string, () => TestBank['faults'], string][])('refuses a seal with %s', async (_name, faults, code) => {
    bank.faults = faults();
    await expect(receive()).rejects.toMatchObject({ code });
    expect(new Set(bank.notifications)).toEqual(new Set(['credential_failure']));
  });

  it('takes what is valid for one more second, and nothing that has ended', async () => {
    await expect(receive({ now: VALID_UNTIL - 1 })).resolves.toBeDefined();
    await expect(receive({ now: VALID_UNTIL })).rejects.toMatchObject({ code: 'ERR_SD_JWT_EXPIRED' });
  });

  it('refuses credentials bound to another key', async () => {
    bank.faults = { holderJwk: (await createHolderKey()).publicJwk };
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_KEY' });
  });

  it('refuses a seal under a key that is not, or no longer, in the registry', async () => {
    chain.leafOverride = { key: [1n, 2n] };
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_SEAL_ISSUER_UNKNOWN' });
    chain.leafOverride = { active: false };
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_SEAL_ISSUER_UNKNOWN' });
  });

  it('refuses metadata of another issuer', async () => {
    bank.faults = { metadataIssuer: `${bank.issuer}/` };
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_ISSUER_METADATA' });
  });
});

describe('offer links', () => {
  it('are read by value too', async () => {
    const offer = {
      credential_issuer: bank.issuer,
      credential_configuration_ids: ['kyc_person_sdjwt', 'kyc_person_jwt', 'postern_seal'],
      grants: { 'urn:ietf:params:oauth:grant-type:pre-authorized_code': { 'pre-authorized_code': 'x' } },
    };
    const link = `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(offer))}`;
    await expect(fetchCredentialOffer({ link, http })).resolves.toMatchObject({ transactionCode: undefined });
  });

  it.each([
    ['http://localhost:1/offer', 'ERR_OFFER_LINK'],
    ['?credential_offer_uri=http%3A%2F%2Fbank.example%2Foffer', 'ERR_URL_NOT_ALLOWED'],
    ['?credential_offer=%7B%7D', 'ERR_OFFER_MALFORMED'],
  ])('%s is refused', async (link, code) => {
    await expect(fetchCredentialOffer({ link, http })).rejects.toMatchObject({ code });
  });

  it('that are no longer served say so', async () => {
    const link = `?credential_offer_uri=${encodeURIComponent(`${bank.issuer}/offers/2`)}`;
    await expect(fetchCredentialOffer({ link, http })).rejects.toMatchObject({ code: 'ERR_OFFER_GONE' });
  });
});

it('a seal is not given up for a credential without one: a renewal that lacks it leaves both', async () => {
  const secret = { kind: 'passphrase' as const, passphrase: 'a long enough passphrase' };
  const { vault } = await createVault({ storage: createMemoryVaultStorage(), secret, random });
  const { credential } = await receive();
  await keepCredential(vault, credential);
  const { claims: _, seal: __, sealJwt: ___, ...plain } = { ...credential, id: 'plain' };
  expect((await replaceCredential(vault, { id: credential.id, credential: plain })).id).toBe('plain');
  expect((await listCredentials(vault)).map(isSealed).toSorted()).toEqual([false, true]);

  const sealed = { ...credential, id: 'sealed', receivedAt: credential.receivedAt + 1 };
  expect((await replaceCredential(vault, { id: credential.id, credential: sealed })).id).toBe(credential.id);
  expect(await listCredentials(vault)).toHaveLength(2);
});
