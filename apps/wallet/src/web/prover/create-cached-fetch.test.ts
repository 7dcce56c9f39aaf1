import { expect, it } from 'vitest';
import { createCachedFetch } from './create-cached-fetch.ts';

/** Cache Storage with the two calls that are used. */
function createMemoryCaches(): CacheStorage {
  const entries = new Map<string, Response>();
  const cache = {
    match: async (url: string) => entries.get(url)?.clone(),
    put: async (url: string, response: Response) => {
      entries.set(url, response);
    },
  };
  return { open: async () => cache } as unknown as CacheStorage;
}

it('asks the network once, again when told to, and never keeps a refusal', async () => {
  let asked = 0;
  let status = 200;
  const cached = createCachedFetch({
    caches: createMemoryCaches(),
    fetch: async () => {
      asked += 1;
      return new Response(`bytes ${asked}`, { status });
    },
  });
  const url = 'https://wallet.example/a';
  const read = async (init = {}) => (await cached(url, init)).text();
  expect([await read(), await read()]).toEqual(['bytes 1', 'bytes 1']);
  expect([await read({ cache: 'reload' }), await read()]).toEqual(['bytes 2', 'bytes 2']);
  status = 500;
  await read({ cache: 'reload' });
  expect([await read(), asked]).toEqual(['bytes 2', 3]);
});
