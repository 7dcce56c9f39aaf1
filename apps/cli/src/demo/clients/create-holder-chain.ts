import {
  type ReadClient,
  readIssuer,
  readPass,
  readPolicy,
  readRegistryLeaves,
  readRegistrySnapshot,
} from '@postern/contracts';
import type { HolderChain } from '@postern/holder';
import type { Address, Hex } from 'viem';

/** What a headless holder reads from the chain, over one RPC address. */
export const createHolderChain = (options: {
  client: ReadClient;
  chainId: number;
  trustRegistry: Address;
  policyRegistry: Address;
  passRegistry: Address;
}): HolderChain => {
  const { client, chainId, trustRegistry, policyRegistry, passRegistry } = options;
  return {
    chainId,
    passRegistry,
    readRegistryLeaves: () => readRegistryLeaves({ client, trustRegistry }),
    readRegistrySnapshot: () => readRegistrySnapshot({ client, trustRegistry }),
    readIssuerNames: async (issuerIds) => {
      const names = issuerIds.map(async (issuerId) => {
        const { name } = await readIssuer({ client, trustRegistry, issuerId });
        return [issuerId, name] as const;
      });
      return Object.fromEntries(await Promise.all(names));
    },
    readPolicy: (policyId) => readPolicy({ client, policyRegistry, policyId: policyId as Hex }),
    readPass: ({ policyId, account }) =>
      readPass({ client, passRegistry, policyId: policyId as Hex, account: account as Address }),
  };
};
