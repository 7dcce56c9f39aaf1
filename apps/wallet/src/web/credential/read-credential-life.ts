import { HolderError, type SealedCredential, sealOfCredential } from '@postern/holder';
import { createStatusTree, getStatusBit } from '@postern/primitives';
import type { WalletServices } from '../wallet/create-services.ts';

/** Where a credential stands, and when that was looked at, unix seconds. */
export type CredentialLife = { state: 'valid' | 'ended' | 'expired'; checkedAt: number };

/**
 * Where a credential stands, by the whole list of its bank as the chain anchors it. The lists of every bank of the
 * registry are fetched alike.
 *
 * @throws {HolderError} `ERR_STATUS_LIST` the list cannot be had, or is not the one that is anchored; and what the chain's
 *   reads throw
 */
export async function readCredentialLife(
  services: Pick<WalletServices, 'clock' | 'refreshStatus' | 'chain' | 'cache'>,
  credential: SealedCredential,
): Promise<CredentialLife> {
  const seal = sealOfCredential(credential);
  const checkedAt = services.clock.now();
  if (seal.validUntil <= checkedAt) return { state: 'expired', checkedAt };
  await services.refreshStatus();
  const leaves = await services.chain.readRegistryLeaves();
  const leaf = leaves.find(({ issuerId, listId }) => issuerId === seal.issuerId && listId === seal.listId);
  const bits = leaf === undefined ? undefined : await services.cache.read(leaf.uri);
  if (leaf === undefined || bits === undefined || createStatusTree(bits).root !== leaf.statusRoot) {
    throw new HolderError('ERR_STATUS_LIST', 'The status of the credential is not known now.');
  }
  return { state: getStatusBit(bits, seal.index) ? 'ended' : 'valid', checkedAt };
}
