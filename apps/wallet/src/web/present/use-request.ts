import {
  checkCredential,
  type CredentialCheck,
  fetchPresentationRequest,
  isRepeatedOwner,
  isRequestAnswered,
  listCredentials,
  listGrants,
  listKeptFacts,
  readRequestedPolicy,
  type RequestedPolicy,
  type VerifiedRequest,
} from '@postern/holder';
import { useQuery } from '@tanstack/react-query';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';

/** Everything that the consent sheet shows, checked. */
export type ConsentFacts = {
  request: VerifiedRequest;
  policy: RequestedPolicy;
  check: CredentialCheck;
  keeps: readonly string[];
  warnings: readonly string[];
};

const REPEATED =
  'This owner asked you several different questions lately. Together the answers could tell more than each.';

/** Fetches, verifies and explains the request behind the page's address. */
export function useRequest(link: string) {
  const { services } = useWallet();
  const { vault } = useOpenVault();
  const { http, chain, cache, clock } = services;
  return useQuery({
    queryKey: ['request', link],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    queryFn: async (): Promise<ConsentFacts> => {
      const isAnswered = (requestKey: string) => isRequestAnswered(vault, requestKey);
      const request = await fetchPresentationRequest({ link, http, clock, isAnswered });
      const policy = await readRequestedPolicy({ request, chain });
      const credentials = await listCredentials(vault);
      const check = await checkCredential({ credentials, policy, chain, http, cache });
      const isRepeated = isRepeatedOwner({
        grants: await listGrants(vault),
        policyOwner: policy.record.owner,
        now: clock.now(),
      });
      return {
        request,
        policy,
        check,
        keeps: listKeptFacts({ compiled: policy.compiled, activeIssuers: Object.keys(policy.issuerNames).length }),
        warnings: [...policy.warnings.map(({ text }) => text), ...(isRepeated ? [REPEATED] : [])],
      };
    },
  });
}
