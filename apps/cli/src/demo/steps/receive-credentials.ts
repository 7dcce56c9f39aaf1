import {
  fetchCredentialOffer,
  fetchIssuerMetadata,
  type HolderChain,
  type HttpClient,
  receiveCredentials,
  type StoredCredential,
} from '@postern/holder';
import type { Clock, Random } from '@postern/primitives';
import { DemoError } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** A headless wallet redeems the offer and checks all that it was given. */
export const receiveFromBank = async (options: {
  link: string;
  transactionCode: string;
  holderSecret: bigint;
  http: HttpClient;
  chain: HolderChain;
  clock: Clock;
  random: Random;
}): Promise<StepResult<StoredCredential>> => {
  const { link, transactionCode, holderSecret, http, chain, clock, random } = options;
  const offer = await fetchCredentialOffer({ link, http });
  const issuer = await fetchIssuerMetadata({ credentialIssuer: offer.credentialIssuer, http });
  const result = await receiveCredentials({
    offer,
    issuer,
    transactionCode,
    holderSecret,
    http,
    chain,
    clock,
    random,
    keep: () => Promise.resolve(),
  });
  if (result.state !== 'received') throw new DemoError('ERR_DEMO_EXPECTATION', 'The bank did not issue at once.');
  return { value: result.credential, note: `SD-JWT VC, VC-JWT and seal of ${issuer.name}, checked` };
};
