const CACHE = 'postern-artifacts';

type ArtifactFetch = (url: string, init: { signal?: AbortSignal; cache?: 'reload' }) => Promise<Response>;

/**
 * Keeps proving artifacts in Cache Storage. What the cache gives is checked by hash like everything else; a spoiled entry
 * is asked for again with `cache: 'reload'`, which replaces it.
 */
export function createCachedFetch(options: { fetch: ArtifactFetch; caches: CacheStorage }): ArtifactFetch {
  return async (url, init) => {
    const cache = await options.caches.open(CACHE);
    const kept = init.cache === 'reload' ? undefined : await cache.match(url);
    if (kept !== undefined) return kept;
    const response = await options.fetch(url, init);
    // A full disk must not stop the proof.
    if (response.ok) await cache.put(url, response.clone()).catch(() => undefined);
    return response;
  };
}
