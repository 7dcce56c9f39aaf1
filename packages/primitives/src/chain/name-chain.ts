import { isLocalChain } from './is-local-chain.ts';

/** What people are told a chain is called where nobody has named it. */
export const nameChain = (chainId: number): string =>
  isLocalChain(chainId) ? 'Postern local chain' : `Chain ${chainId}`;
