import { createStatusTree, STATUS_BITS_BYTES, type StatusTree } from '@postern/primitives';

import { HolderError } from '../error.ts';
import type { HttpClient, RegistryLeaf, StatusListCache } from '../ports.ts';

/** Why there is no tree: the list could not be downloaded, or is not the one that its leaf anchors. */
export type ListProblem = 'unreachable' | 'outdated';

/** By leaf index: trees, each equal to the root that its leaf anchors, and why others are missing. */
export type StatusLists = { trees: ReadonlyMap<number, StatusTree>; problems: ReadonlyMap<number, ListProblem> };

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
export async function loadStatusLists(options: LoadStatusListsOptions): Promise<StatusLists> {
  const cached = await Promise.all(options.leaves.map((leaf) => readCachedTree(leaf, options.cache)));
  if (isComplete(cached)) return sortOut(options.leaves, cached);
  return refreshStatusLists(options);
}

/** Downloads whole lists and keeps those that match their anchored roots. Also run on the wallet's own schedule. */
export async function refreshStatusLists(options: LoadStatusListsOptions): Promise<StatusLists> {
  const found = await Promise.all(
    options.leaves.map(async (leaf): Promise<StatusTree | ListProblem> => {
      try {
        const bits = await fetchBits(leaf.uri, options.http);
        const tree = createStatusTree(bits);
        if (tree.root !== leaf.statusRoot) return 'outdated';
        // It is here and it is right: a full disk costs the next proof a download, not this one its list.
        await options.cache.write(leaf.uri, bits).catch(() => undefined);
        return tree;
      } catch {
        return 'unreachable';
      }
    }),
  );
  return sortOut(options.leaves, found);
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

function isComplete(trees: readonly (StatusTree | undefined)[]): trees is readonly StatusTree[] {
  return trees.every((tree) => tree !== undefined);
}

function sortOut(leaves: readonly RegistryLeaf[], found: readonly (StatusTree | ListProblem)[]): StatusLists {
  const trees = new Map<number, StatusTree>();
  const problems = new Map<number, ListProblem>();
  for (const [index, { leafIndex }] of leaves.entries()) {
    const each = found[index]!;
    if (typeof each === 'string') problems.set(leafIndex, each);
    else trees.set(leafIndex, each);
  }
  return { trees, problems };
}
