import { VerifierUnavailableError } from '../errors.ts';
import type { ServedChain, ServedChains } from '../ports.ts';

/**
 * Tells by which chain a question is to be judged. A policy id is a hash over its chain and registry: what one chain
 * holds no other can, so where a policy was found is remembered.
 */
export function createServedChains(list: ServedChains['list']): ServedChains {
  const found = new Map<string, ServedChain>();
  return {
    list,
    at: ({ chainId, registry }) => {
      const chain = list.find((one) => one.chainId === chainId && isSame(one.passRegistry, registry));
      if (chain !== undefined) return chain;
      throw new VerifierUnavailableError('ERR_CHAIN_UNAVAILABLE', 'The chain of this question is not served any more.');
    },
    ofPolicy: async (policyId) => {
      const known = list.length === 1 ? list[0] : found.get(policyId);
      if (known !== undefined) return known;
      const asked = await Promise.allSettled(list.map(({ reader }) => reader.readPolicy(policyId)));
      const at = asked.findIndex((answer) => answer.status === 'fulfilled' && answer.value !== undefined);
      const holder = list[at];
      if (holder === undefined) {
        const failed = asked.find((answer) => answer.status === 'rejected');
        if (failed !== undefined) throw failed.reason;
        return list[0];
      }
      found.set(policyId, holder);
      return holder;
    },
  };
}

function isSame(address: string, other: string): boolean {
  return address.toLowerCase() === other.toLowerCase();
}
