import { nameChain } from '@postern/primitives';
import type { WalletChain } from './create-chain-reader.ts';

/** What a chain is called here; undefined where it is the only one that this wallet knows. */
export function nameNetwork(options: {
  chains: readonly Pick<WalletChain, 'chainId' | 'name'>[];
  chainId: number;
}): string | undefined {
  const { chains, chainId } = options;
  const found = chains.find((chain) => chain.chainId === chainId);
  if (found === undefined) return nameChain(chainId);
  return chains.length === 1 ? undefined : found.name;
}
