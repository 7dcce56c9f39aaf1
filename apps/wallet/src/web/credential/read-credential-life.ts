import { HolderError, joinRegistries, type SealedCredential, sealOfCredential } from '@postern/holder';
import { createStatusTree, getStatusBit } from '@postern/primitives';
import type { WalletServices } from '../wallet/create-services.ts';

/** Where a credential stands, and when that was looked at, unix seconds. */
export type CredentialLife = { state: 'valid' | 'ended' | 'expired'; checkedAt: number };

/**
 * Where a credential stands, by the whole list of its bank as the chains anchor it: it has ended where one of them says
 * so, before all do. The lists of every bank of the registries are fetched alike.
 *
 * @throws {HolderError} `ERR_STATUS_LIST` the list cannot be had, or is on no chain the one that is anchored; and what the
 *   chains' reads throw when none answers
 */
export async function readCredentialLife(
  services: Pick<WalletServices, 'clock' | 'refreshStatus' | 'chains' | 'cache'>,
  credential: SealedCredential,
): Promise<CredentialLife> {
  const seal = sealOfCredential(credential);
  const checkedAt = services.clock.now();
  if (seal.validUntil <= checkedAt) return { state: 'expired', checkedAt };
  await services.refreshStatus();
  const leaves = await joinRegistries(services.chains).readRegistryLeaves();
  const own = leaves.filter(({ issuerId, listId }) => issuerId === seal.issuerId && listId === seal.listId);
  // Chains that agree name the same file with the same root.
  const distinct = new Map(own.map(({ uri, statusRoot }) => [`${uri} ${statusRoot}`, { uri, statusRoot }]));
  const lists: Uint8Array[] = [];
  for (const { uri, statusRoot } of distinct.values()) {
    const bits = await services.cache.read(uri);
    if (bits !== undefined && createStatusTree(bits).root === statusRoot) lists.push(bits);
  }
  if (lists.length === 0) throw new HolderError('ERR_STATUS_LIST', 'The status of the credential is not known now.');
  return { state: lists.some((bits) => getStatusBit(bits, seal.index)) ? 'ended' : 'valid', checkedAt };
}
