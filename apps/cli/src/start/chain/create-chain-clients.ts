import type { ReadClient, WriteClients } from '@postern/contracts';
import { nameChain } from '@postern/primitives';
import { createPublicClient, createWalletClient, defineChain, http } from 'viem';
import type { PrivateKeyAccount, HDAccount } from 'viem/accounts';

export type ChainEndpoint = { rpcUrl: string; chainId: number };

/** The local chain as viem wants it. */
const defineLocalChain = ({ rpcUrl, chainId }: ChainEndpoint) =>
  defineChain({
    id: chainId,
    name: nameChain(chainId),
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });

/** Reads the local chain; asks often, because blocks come at once. */
export const createReadClient = (endpoint: ChainEndpoint): ReadClient =>
  createPublicClient({ chain: defineLocalChain(endpoint), transport: http(endpoint.rpcUrl), pollingInterval: 100 });

/** A reader and a sender for one account. */
export const createChainClients = (endpoint: ChainEndpoint, account: HDAccount | PrivateKeyAccount): WriteClients => ({
  publicClient: createReadClient(endpoint),
  walletClient: createWalletClient({
    account,
    chain: defineLocalChain(endpoint),
    transport: http(endpoint.rpcUrl),
    pollingInterval: 100,
  }),
});
