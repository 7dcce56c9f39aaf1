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
  type Vault,
  type VerifiedRequest,
} from '@postern/holder';
import { useQuery } from '@tanstack/react-query';
import type { WalletServices } from '../wallet/create-services.ts';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';

/** Everything that the consent sheet shows, checked. */
export type ConsentFacts = {
  request: VerifiedRequest;
  policy: RequestedPolicy;
  check: CredentialCheck;
  /** Unix seconds. */
  checkedAt: number;
  keeps: readonly string[];
  warnings: readonly string[];
};

const REPEATED =
  'This owner asked you several different questions lately. Together the answers could tell more than each.';

/** Whether a credential of this wallet can answer the policy at this moment. */
export async function checkNow(options: {
  services: WalletServices;
  vault: Vault;
  policy: RequestedPolicy;
}): Promise<CredentialCheck> {
  const { http, chain, cache } = options.services;
  const credentials = await listCredentials(options.vault);
  return checkCredential({ credentials, policy: options.policy, chain, http, cache });
}

/** Fetches, verifies and explains the request behind the page's address. */
export function useRequest(link: string) {
  const { services } = useWallet();
  const { vault } = useOpenVault();
  const { http, chain, clock } = services;
  return useQuery({
    queryKey: ['request', link],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    queryFn: async (): Promise<ConsentFacts> => {
      const isAnswered = (requestKey: string) => isRequestAnswered(vault, requestKey);
      const request = await fetchPresentationRequest({ link, http, clock, isAnswered });
      const policy = await readRequestedPolicy({ request, chain });
      const check = await checkNow({ services, vault, policy });
      const isRepeated = isRepeatedOwner({
        grants: await listGrants(vault),
        policyOwner: policy.record.owner,
        now: clock.now(),
      });
      return {
        request,
        policy,
        check,
        checkedAt: clock.now(),
        keeps: listKeptFacts({ compiled: policy.compiled, activeIssuers: Object.keys(policy.issuerNames).length }),
        warnings: [...policy.warnings.map(({ text }) => text), ...(isRepeated ? [REPEATED] : [])],
      };
    },
  });
}
