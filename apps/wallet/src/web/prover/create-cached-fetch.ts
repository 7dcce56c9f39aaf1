const CACHE = 'postern-artifacts';

type ArtifactFetch = (url: string, init: { signal?: AbortSignal }) => Promise<Response>;

/**
 * Keeps proving artifacts in Cache Storage. What the cache gives is checked by hash like everything else, so a spoiled
 * entry is refused, and forgotten by `forget`.
 */
export function createCachedFetch(options: { fetch: ArtifactFetch; caches: CacheStorage }): {
  fetch: ArtifactFetch;
  forget: () => Promise<void>;
} {
  return {
    fetch: async (url, init) => {
      const cache = await options.caches.open(CACHE);
      const kept = await cache.match(url);
      if (kept !== undefined) return kept;
      const response = await options.fetch(url, init);
      // A full disk must not stop the proof.
      if (response.ok) await cache.put(url, response.clone()).catch(() => undefined);
      return response;
    },
    forget: async () => {
      await options.caches.delete(CACHE);
    },
  };
}
