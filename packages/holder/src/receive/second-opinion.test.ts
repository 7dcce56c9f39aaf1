import * as secondOpinion from '@postern/credential/second-opinion';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import { createTestChain } from '../testing/create-test-chain.ts';
import { clock, random, startTestBank, type TestBank, TX_CODE } from '../testing/start-test-bank.ts';
import { fetchCredentialOffer } from './fetch-credential-offer.ts';
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts';
import { receiveCredentials } from './receive-credentials.ts';

// The real one, watched; a test may have it disagree. That the two disagree by themselves is not known to happen.
vi.mock('@postern/credential/second-opinion', async (importOriginal) => {
  const original = await importOriginal<typeof secondOpinion>();
  return { askDidJwtVc: vi.fn(original.askDidJwtVc) };
});
const ask = vi.mocked(secondOpinion.askDidJwtVc);

const fetched: string[] = [];
const plain = createHttpClient({ fetch });
/** Changes the signature of each VC-JWT on its way. */
let isSpoiling = false;
const spoil = (text: string): string =>
  text.replaceAll(/"(ey[\w-]+\.[\w-]+)\.([\w-]+)"/g, (jwt: string, signed: string, signature: string) =>
    isVcJwt(jwt) ? `"${signed}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}"` : jwt,
  );
const http: typeof plain = async (request) => {
  fetched.push(request.url);
  const response = await plain(request);
  if (!isSpoiling) return response;
  return { ...response, body: new TextEncoder().encode(spoil(new TextDecoder().decode(response.body))) };
};
const payloadOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString());
const isVcJwt = (jwt: string): boolean => 'vc' in payloadOf(jwt);
const formatOf = (jwt: string): string[] => payloadOf(jwt).vc.type;
let bank: TestBank;
beforeEach(async () => {
  bank = await startTestBank();
  fetched.length = 0;
  isSpoiling = false;
  ask.mockClear();
});
afterEach(() => bank.close());

async function receive() {
  const kept: unknown[] = [];
  const offer = await fetchCredentialOffer({ link: bank.offerLink, http });
  const issuer = await fetchIssuerMetadata({ credentialIssuer: offer.credentialIssuer, http });
  const receiving = receiveCredentials({
    ...{
      offer,
      issuer,
      transactionCode: TX_CODE,
      holderSecret: 42n,
      http,
      chain: createTestChain(bank),
      clock,
      random,
    },
    keep: async (value) => void kept.push(value),
  });
  return { receiving, kept };
}

describe('the second opinion on what is received', () => {
  it('is asked about the VC-JWT and the seal, over the one network path, and agrees', async () => {
    const { receiving, kept } = await receive();
    await expect(receiving).resolves.toMatchObject({ state: 'received' });
    expect(kept).toHaveLength(1);
    expect(ask.mock.calls.map(([{ jwt }]) => formatOf(jwt).at(-1)).toSorted()).toEqual([
      'KycPersonCredential',
      'KycSealCredential',
    ]);
    expect(await Promise.all(ask.mock.results.map(({ value }) => value))).toEqual([true, true]);
    // The bank's document once for each of the two, as before there were second opinions.
    expect(fetched.filter((url) => url.endsWith('did.json'))).toHaveLength(2);
  });

  it.each([0, 1])('refuses when it disagrees on one of them (%i), and keeps nothing', async (at) => {
    if (at === 1) ask.mockResolvedValueOnce(true);
    ask.mockResolvedValueOnce(false);
    const { receiving, kept } = await receive();
    await expect(receiving).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_SECOND_OPINION' });
    expect(kept).toEqual([]);
    expect(new Set(bank.notifications)).toEqual(new Set(['credential_failure']));
  });

  it('is not asked about what our reader refuses', async () => {
    isSpoiling = true;
    const { receiving, kept } = await receive();
    await expect(receiving).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE' });
    expect(kept).toEqual([]);
    expect(ask).not.toHaveBeenCalled();
  });
});
