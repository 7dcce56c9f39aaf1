import type { Random } from '@postern/primitives';

import type { HolderChain, HttpClient, RegistryLeaf, StatusListCache } from '../ports.ts';
import { refreshStatusLists } from './load-status-lists.ts';
import { snapshotRegistry } from './snapshot-registry.ts';

/** When a root changes all wallets see it at once: they spread their downloads over a minute. */
const SPREAD_MS = 60_000;

/**
 * Gives a function that downloads the lists of every active leaf of every chain, whoever's they are, for the wallet's own
 * schedule. On meeting a root that it has not seen before it first waits a random time of up to a minute, so that an
 * anchor, a removed leaf or a dropped history sends no crowd to the banks. The first call waits for nothing: a wallet that
 * was just opened is alone. A bank's list is one file for all chains: where they agree it is downloaded once.
 *
 * @throws {HolderError} ERR_REGISTRY_ROOT, and what a chain's reads throw, when no chain could be read
 */
export function createListRefresher(options: {
  chains: readonly HolderChain[];
  http: HttpClient;
  cache: StatusListCache;
  random: Random;
  sleep: (milliseconds: number) => Promise<void>;
}): () => Promise<void> {
  const { chains, http, cache, random, sleep } = options;
  const knownRoots = new Map<HolderChain, bigint>();
  return async () => {
    let snapshots = await Promise.allSettled(chains.map(snapshotRegistry));
    const isNew = snapshots.some((snapshot, at) => {
      const known = knownRoots.get(chains[at]!);
      return snapshot.status === 'fulfilled' && known !== undefined && known !== snapshot.value.tree.root;
    });
    if (isNew) {
      await sleep(drawDelay(random));
      snapshots = await Promise.allSettled(chains.map(snapshotRegistry));
    }
    const failed = snapshots.find((snapshot) => snapshot.status === 'rejected');
    if (failed !== undefined && snapshots.every(({ status }) => status === 'rejected')) throw failed.reason;
    const leaves = new Map<string, RegistryLeaf>();
    for (const [at, snapshot] of snapshots.entries()) {
      if (snapshot.status === 'rejected') continue;
      knownRoots.set(chains[at]!, snapshot.value.tree.root);
      for (const leaf of snapshot.value.leaves.filter(({ active }) => active)) {
        leaves.set(`${leaf.uri} ${leaf.statusRoot}`, leaf);
      }
    }
    await refreshStatusLists({ leaves: [...leaves.values()], http, cache });
  };
}

/** 0 to {@link SPREAD_MS}, evenly but for one part in seventy thousand. */
function drawDelay(random: Random): number {
  const drawn = new DataView(random.bytes(4).slice().buffer).getUint32(0);
  return drawn % (SPREAD_MS + 1);
}
