import {
  readIssuer,
  readPass,
  readPassToken,
  readPolicy,
  readRegistryLeaves,
  readRegistrySnapshot,
} from '@postern/contracts';
import type { HolderChain } from '@postern/holder';
import type { ChainRecord } from '@postern/protocol';
import { createPublicClient, http } from 'viem';
import type { WalletConfig } from '../load-config.ts';
import { nameOutages } from './name-outages.ts';

type Address = `0x${string}`;

/** The wallet's view of one chain: what the holder role needs, and where passes show as tokens. */
export type WalletChain = HolderChain & {
  /** What people are told it is called. */
  name: string;
  /** Unix seconds of the latest block. */
  readBlockTime(): Promise<number>;
  /** Collection in which an account's pass shows as a token; undefined when none is known or it does not show there. */
  findPassToken(options: { policyId: string; account: string }): Promise<string | undefined>;
};

type ReaderOptions = { record: ChainRecord; passTokens: WalletConfig['passTokens'] };

/** Reads one chain's registries through one JSON-RPC node. The wallet never sends a transaction. */
export function createChainReader(options: ReaderOptions): WalletChain {
  return nameOutages(createPlainReader(options));
}

function createPlainReader({ record, passTokens }: ReaderOptions): WalletChain {
  const { name, chainId } = record;
  const client = createPublicClient({ transport: http(record.rpcUrl, { retryCount: 1, timeout: 10_000 }) });
  const trustRegistry = record.trustRegistry as Address;
  const policyRegistry = record.policyRegistry as Address;
  const passRegistry = record.passRegistry as Address;
  return {
    name,
    chainId,
    passRegistry,
    readRegistryLeaves: () => readRegistryLeaves({ client, trustRegistry }),
    readRegistrySnapshot: () => readRegistrySnapshot({ client, trustRegistry }),
    readIssuerNames: async (issuerIds) => {
      const names = await Promise.all(
        issuerIds.map(async (issuerId) => {
          const { name } = await readIssuer({ client, trustRegistry, issuerId });
          return [issuerId, name] as const;
        }),
      );
      return Object.fromEntries(names);
    },
    readPolicy: (policyId) => readPolicy({ client, policyRegistry, policyId: policyId as Address }),
    readBlockTime: async () => Number((await client.getBlock({ blockTag: 'latest' })).timestamp),
    readPass: ({ policyId, account }) =>
      readPass({ client, passRegistry, policyId: policyId as Address, account: account as Address }),
    findPassToken: async ({ policyId, account }) => {
      const known = passTokens.find((token) => token.policyId.toLowerCase() === policyId.toLowerCase());
      if (known === undefined) return undefined;
      const passToken = known.address as Address;
      const shown = await readPassToken({ client, passToken, account: account as Address });
      return shown === undefined ? undefined : passToken;
    },
  };
}
