import { createStatusTree, STATUS_BITS_BYTES, type StatusTree } from '@postern/primitives';

import { HolderError } from '../error.ts';
import type { HttpClient, RegistryLeaf, StatusListCache } from '../ports.ts';

/** Trees by leaf index, each equal to the root that its leaf anchors. */
export type StatusTrees = ReadonlyMap<number, StatusTree>;

export type LoadStatusListsOptions = {
  /** Every leaf that a policy accepts, not only the holder's own: the download must not tell on the holder. */
  leaves: readonly RegistryLeaf[];
  http: HttpClient;
  cache: StatusListCache;
};

/**
 * Gives the status trees of the leaves. When a single cached list is older than its anchored root, all of them are
 * downloaded again, so that no issuer learns whose list was wanted.
 *
 * A list that cannot be had does not stop the others: only a proof from that list needs it.
 */
export async function loadStatusLists(options: LoadStatusListsOptions): Promise<StatusTrees> {
  const cached = await Promise.all(options.leaves.map((leaf) => readCachedTree(leaf, options.cache)));
  if (cached.every((tree) => tree !== undefined)) return toMap(options.leaves, cached);
  return refreshStatusLists(options);
}

/** Downloads whole lists and keeps those that match their anchored roots. Also run on the wallet's own schedule. */
export async function refreshStatusLists(options: LoadStatusListsOptions): Promise<StatusTrees> {
  const trees = await Promise.all(
    options.leaves.map(async (leaf) => {
      try {
        const bits = await fetchBits(leaf.uri, options.http);
        const tree = createStatusTree(bits);
        if (tree.root !== leaf.statusRoot) return undefined;
        // It is here and it is right: a full disk costs the next proof a download, not this one its list.
        await options.cache.write(leaf.uri, bits).catch(() => undefined);
        return tree;
      } catch {
        return undefined;
      }
    }),
  );
  return toMap(options.leaves, trees);
}

async function readCachedTree(leaf: RegistryLeaf, cache: StatusListCache): Promise<StatusTree | undefined> {
  const bits = await cache.read(leaf.uri).catch(() => undefined);
  if (bits === undefined || bits.length !== STATUS_BITS_BYTES) return undefined;
  const tree = createStatusTree(bits);
  return tree.root === leaf.statusRoot ? tree : undefined;
}

async function fetchBits(url: string, http: HttpClient): Promise<Uint8Array> {
  const { status, body } = await http({ url, maxBytes: STATUS_BITS_BYTES });
  if (status !== 200 || body.length !== STATUS_BITS_BYTES) {
    throw new HolderError('ERR_STATUS_LIST', 'A status list could not be downloaded.', { details: { status } });
  }
  return body;
}

function toMap(leaves: readonly RegistryLeaf[], trees: readonly (StatusTree | undefined)[]): StatusTrees {
  return new Map(leaves.flatMap((leaf, index) => (trees[index] ? [[leaf.leafIndex, trees[index]] as const] : [])));
}
