import { nameChain } from '@postern/primitives';
import { type Address, createPublicClient, defineChain, http, type PublicClient } from 'viem';
import type { VaultConfig } from '../load-config.ts';
import { assetAbi, passAbi, passTokenAbi, vaultAbi } from './abis.ts';

/** The configured chain as viem and browser wallets want it. */
export function describeChain({ chainId, chainName, rpcUrl }: Pick<VaultConfig, 'chainId' | 'chainName' | 'rpcUrl'>) {
  return defineChain({
    id: chainId,
    name: chainName ?? nameChain(chainId),
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
}

export function createChainReader(config: VaultConfig): PublicClient {
  return createPublicClient({
    chain: describeChain(config),
    transport: http(config.rpcUrl, { retryCount: 1, timeout: 8_000 }),
    pollingInterval: 500,
  });
}

export type VaultView = { symbol: string; decimals: number; totalAssets: bigint };

/** What the vault holds, for everybody. */
export async function readVault({ client, config }: { client: PublicClient; config: VaultConfig }): Promise<VaultView> {
  const [symbol, decimals, totalAssets] = await Promise.all([
    client.readContract({ address: config.asset, abi: assetAbi, functionName: 'symbol' }),
    client.readContract({ address: config.asset, abi: assetAbi, functionName: 'decimals' }),
    client.readContract({ address: config.vault, abi: vaultAbi, functionName: 'totalAssets' }),
  ]);
  return { symbol, decimals, totalAssets };
}

export type Position = {
  /** Asset units in the account. */
  balance: bigint;
  /** Vault shares, and what they are worth in asset units. */
  shares: bigint;
  deposited: bigint;
  admitted: boolean;
  /** Unix seconds; 0 when the account never had a pass. */
  passExpiresAt: number;
  /** Whether the pass token of the policy shows the pass; undefined where there is no such contract. */
  hasToken: boolean | undefined;
  /** The chain's own time; passes end by it, not by the clock of this device. */
  chainNow: number;
};

/** Everything the page says about one account, from the contracts alone. */
export async function readPosition(options: {
  client: PublicClient;
  config: VaultConfig;
  account: Address;
}): Promise<Position> {
  const { client, config, account } = options;
  const gate = { address: config.passRegistry, abi: passAbi, args: [config.policyId, account] } as const;
  const [balance, shares, admitted, pass, block, tokens] = await Promise.all([
    client.readContract({ address: config.asset, abi: assetAbi, functionName: 'balanceOf', args: [account] }),
    client.readContract({ address: config.vault, abi: vaultAbi, functionName: 'balanceOf', args: [account] }),
    client.readContract({ ...gate, functionName: 'isAdmitted' }),
    client.readContract({ ...gate, functionName: 'passOf' }),
    client.getBlock({ blockTag: 'latest' }),
    config.passToken === undefined
      ? undefined
      : client.readContract({
          address: config.passToken,
          abi: passTokenAbi,
          functionName: 'balanceOf',
          args: [account],
        }),
  ]);
  const deposited =
    shares === 0n
      ? 0n
      : await client.readContract({
          address: config.vault,
          abi: vaultAbi,
          functionName: 'convertToAssets',
          args: [shares],
        });
  return {
    balance,
    shares,
    deposited,
    admitted,
    passExpiresAt: pass.expiresAt,
    hasToken: tokens === undefined ? undefined : tokens === 1n,
    chainNow: Number(block.timestamp),
  };
}
