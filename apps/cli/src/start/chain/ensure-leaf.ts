import { readRegistryLeaves, registerLeaf } from '@postern/contracts';
import type { LeafOffer } from '../services/issuer-internal-api.ts';
import { type ChainEndpoint, createChainClients } from './create-chain-clients.ts';
import { DEMO_ACCOUNTS } from './demo-accounts.ts';

export type EnsureLeafOptions = ChainEndpoint & { trustRegistry: `0x${string}`; offer: LeafOffer };

/**
 * Registers the bank's leaf with the governance account, unless the registry has it.
 *
 * @returns the leaf's index.
 */
export const ensureLeaf = async ({ trustRegistry, offer, ...endpoint }: EnsureLeafOptions): Promise<number> => {
  const governance = createChainClients(endpoint, DEMO_ACCOUNTS.governance.account);
  const leaves = await readRegistryLeaves({ client: governance.publicClient, trustRegistry });
  const found = leaves.find((leaf) => leaf.issuerId === offer.issuerId && leaf.listId === offer.listId);
  if (found !== undefined) return found.leafIndex;
  const { leafIndex: _unknownYet, ...leaf } = offer;
  return (await registerLeaf({ ...governance, trustRegistry, leaf })).leafIndex;
};
