import {
  type AnswerPlan,
  checkCredential,
  type CredentialCheck,
  fetchPresentationRequest,
  isRepeatedOwner,
  isRequestAnswered,
  listCredentials,
  listGrants,
  planAnswer,
  type RequestedPolicy,
  selectChain,
  type Vault,
  type VerifiedRequest,
} from '@postern/holder';
import { useQuery } from '@tanstack/react-query';
import type { WalletServices } from '../wallet/create-services.ts';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';

/** Everything that the consent sheet shows, checked. */
export type ConsentFacts = {
  request: VerifiedRequest;
  plan: AnswerPlan;
  /** Unix seconds. */
  checkedAt: number;
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
  const { policy, services, vault } = options;
  const { http, chains, cache } = services;
  const chain = selectChain({ chains, gate: policy.query });
  const credentials = await listCredentials(vault);
  return checkCredential({ credentials, policy, chain, http, cache });
}

/** Fetches, verifies and explains the request behind the page's address. */
export function useRequest(link: string) {
  const { services } = useWallet();
  const { vault } = useOpenVault();
  const { http, chains, cache, clock, random, config } = services;
  return useQuery({
    queryKey: ['request', link],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    queryFn: async (): Promise<ConsentFacts> => {
      const isAnswered = (requestKey: string) => isRequestAnswered(vault, requestKey);
      const { trustAnchors } = config;
      const request = await fetchPresentationRequest({ link, http, clock, random, trustAnchors, isAnswered });
      const now = clock.now();
      const credentials = await listCredentials(vault);
      const plan = await planAnswer({ request, credentials, chains, cache, http, now });
      const grants = await listGrants(vault);
      const owners = plan.choices.flatMap(({ options }) =>
        options.flat().flatMap((part) => (part.kind === 'proof' ? [part.policy.record.owner] : [])),
      );
      const isRepeated = owners.some((policyOwner) => isRepeatedOwner({ grants, policyOwner, now }));
      return { request, plan, checkedAt: now, warnings: isRepeated ? [REPEATED] : [] };
    },
  });
}
