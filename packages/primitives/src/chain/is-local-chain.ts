const LOCAL_CHAIN_IDS: readonly number[] = [31_337, 31_338];

/**
 * Whether a chain lives on one machine: only there are development keys, published accounts and the demo sign-in let
 * be. Every gate for them asks here.
 */
export const isLocalChain = (chainId: number): boolean => LOCAL_CHAIN_IDS.includes(chainId);
