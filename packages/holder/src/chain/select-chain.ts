import { HolderError } from '../error.ts';
import type { HolderChain } from '../ports.ts';

/**
 * The one of this wallet's chains on which a gate stands.
 *
 * @throws {HolderError} ERR_REQUEST_REGISTRY_UNKNOWN another chain, or another registry there than the wallet trusts
 */
export function selectChain<Chain extends Pick<HolderChain, 'chainId' | 'passRegistry'>>(options: {
  chains: readonly Chain[];
  gate: { chainId: number; registry: string };
}): Chain {
  const { chainId, registry } = options.gate;
  const found = options.chains.find(
    (chain) => chain.chainId === chainId && chain.passRegistry.toLowerCase() === registry.toLowerCase(),
  );
  if (found !== undefined) return found;
  throw new HolderError('ERR_REQUEST_REGISTRY_UNKNOWN', 'The request names a registry that this wallet does not know.');
}
