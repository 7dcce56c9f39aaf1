import type { Fact } from '@postern/ui';
import type { WalletChain } from '../chain/create-chain-reader.ts';
import { nameNetwork } from '../chain/name-network.ts';

/** On which network a pass is to be; nothing while this wallet knows one alone, because there is nothing to tell apart. */
export function listNetworkFacts(options: {
  chains: readonly Pick<WalletChain, 'chainId' | 'name'>[];
  chainId: number;
}): Fact[] {
  const name = nameNetwork(options);
  return name === undefined ? [] : [{ label: 'On the network', value: name }];
}
