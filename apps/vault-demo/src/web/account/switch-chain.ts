import { type EIP1193Provider, numberToHex } from 'viem';
import { describeChain } from '../chain/create-chain-reader.ts';
import type { VaultConfig } from '../load-config.ts';

const unknownChain = 4902;

/** Asks the wallet to move to the app's chain, and to learn it first where it does not know it (EIP-3326, EIP-3085). */
export async function switchChain({
  provider,
  config,
}: {
  provider: EIP1193Provider;
  config: VaultConfig;
}): Promise<void> {
  const chain = describeChain(config);
  const chainId = numberToHex(chain.id);
  try {
    await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] });
  } catch (error) {
    if ((error as { code?: number }).code !== unknownChain) throw error;
    await provider.request({
      method: 'wallet_addEthereumChain',
      params: [
        {
          chainId,
          chainName: chain.name,
          nativeCurrency: chain.nativeCurrency,
          rpcUrls: [...chain.rpcUrls.default.http],
        },
      ],
    });
  }
}
