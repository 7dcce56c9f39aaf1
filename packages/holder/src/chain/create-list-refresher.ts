import type { Random } from '@postern/primitives';

import type { HolderChain, HttpClient, StatusListCache } from '../ports.ts';
import { refreshStatusLists } from './load-status-lists.ts';
import { snapshotRegistry } from './snapshot-registry.ts';

/** When a root changes all wallets see it at once: they spread their downloads over a minute. */
const SPREAD_MS = 60_000;

/**
 * Gives a function that downloads the lists of every active leaf, whoever's they are, for the wallet's own schedule. On
 * meeting a root that it has not seen before it first waits a random time of up to a minute, so that an anchor, a removed
 * leaf or a dropped history sends no crowd to the banks. The first call waits for nothing: a wallet that was just opened
 * is alone.
 *
 * @throws {HolderError} ERR_REGISTRY_ROOT
 */
export function createListRefresher(options: {
  chain: HolderChain;
  http: HttpClient;
  cache: StatusListCache;
  random: Random;
  sleep: (milliseconds: number) => Promise<void>;
}): () => Promise<void> {
  const { chain, http, cache, random, sleep } = options;
  let knownRoot: bigint | undefined;
  return async () => {
    let { tree, leaves } = await snapshotRegistry(chain);
    if (knownRoot !== undefined && tree.root !== knownRoot) {
      await sleep(drawDelay(random));
      ({ tree, leaves } = await snapshotRegistry(chain));
    }
    knownRoot = tree.root;
    await refreshStatusLists({ leaves: leaves.filter(({ active }) => active), http, cache });
  };
}

/** 0 to {@link SPREAD_MS}, evenly but for one part in seventy thousand. */
function drawDelay(random: Random): number {
  const drawn = new DataView(random.bytes(4).slice().buffer).getUint32(0);
  return drawn % (SPREAD_MS + 1);
}
