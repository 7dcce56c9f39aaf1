import type { HttpClient } from '../ports.ts';
import { fetchCredentialOffer } from '../receive/fetch-credential-offer.ts';
import { fetchIssuerMetadata } from '../receive/fetch-issuer-metadata.ts';
import { receiveCredentials } from '../receive/receive-credentials.ts';
import type { StoredCredential } from '../store/stored-credential.ts';
import type { TestChain } from './create-test-chain.ts';
import { clock, random, type TestBank, TX_CODE } from './start-test-bank.ts';

/** What a wallet with this holder secret receives from the bank over the wire. */
export async function receiveTestCredential(options: {
  bank: TestBank;
  chain: TestChain;
  http: HttpClient;
  holderSecret: bigint;
}): Promise<StoredCredential> {
  const { bank, chain, http, holderSecret } = options;
  const offer = await fetchCredentialOffer({ link: bank.offerLink, http });
  const issuer = await fetchIssuerMetadata({ credentialIssuer: offer.credentialIssuer, http });
  const keep = async () => {};
  const ports = { http, chain, clock, random, keep };
  const result = await receiveCredentials({ offer, issuer, transactionCode: TX_CODE, holderSecret, ...ports });
  if (result.state !== 'received') throw new Error(result.state);
  return result.credential;
}
