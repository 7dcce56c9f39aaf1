import { expect, it } from 'vitest';
import { createCachedFetch } from './create-cached-fetch.ts';

/** Cache Storage with the three calls that are used. */
function createMemoryCaches(): CacheStorage {
  let entries = new Map<string, Response>();
  const cache = {
    match: async (url: string) => entries.get(url)?.clone(),
    put: async (url: string, response: Response) => {
      entries.set(url, response);
    },
  };
  return {
    open: async () => cache,
    delete: async () => {
      entries = new Map();
      return true;
    },
  } as unknown as CacheStorage;
}

it('asks the network once, again after forgetting, and never keeps a refusal', async () => {
  let asked = 0;
  let status = 200;
  const cached = createCachedFetch({
    caches: createMemoryCaches(),
    fetch: async () => {
      asked += 1;
      return new Response('bytes', { status });
    },
  });
  const read = async () => (await cached.fetch('https://wallet.example/a', {})).text();
  expect([await read(), await read(), asked]).toEqual(['bytes', 'bytes', 1]);
  await cached.forget();
  status = 500;
  await read();
  await read();
  expect(asked).toBe(3);
});
