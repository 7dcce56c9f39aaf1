import {
  checkCredential,
  type CredentialCheck,
  fetchPresentationRequest,
  type HolderChain,
  type HttpClient,
  readRequestedPolicy,
  type RequestedPolicy,
  type StatusListCache,
  type StoredCredential,
  type VerifiedRequest,
} from '@postern/holder';
import type { Clock } from '@postern/primitives';
import type { StepResult } from '../run-step.ts';

/** A request that the wallet has authenticated, the policy it has read from the chain, and whether it can answer. */
export type CheckedRequest = { request: VerifiedRequest; policy: RequestedPolicy; check: CredentialCheck };

/** The wallet fetches the signed request and reads, from the chain alone, what is asked. */
export const checkRequest = async (options: {
  link: string;
  credential: StoredCredential;
  http: HttpClient;
  chain: HolderChain;
  cache: StatusListCache;
  clock: Clock;
}): Promise<StepResult<CheckedRequest>> => {
  const { link, credential, http, chain, cache, clock } = options;
  const request = await fetchPresentationRequest({ link, http, clock, isAnswered: () => Promise.resolve(false) });
  const policy = await readRequestedPolicy({ request, chain });
  const check = await checkCredential({ credentials: [credential], policy, chain, http, cache });
  return {
    value: { request, policy, check },
    note: `${request.host} asks ${policy.sentences.length} things; the credential is ${check.state}`,
  };
};
