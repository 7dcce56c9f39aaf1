import { HttpRequestError, TimeoutError } from 'viem';
import { expect, it } from 'vitest';
import { nameOutages } from './name-outages.ts';

const reader = (error: unknown) => nameOutages({ chainId: 1, read: async () => Promise.reject(error) });

it.each([
  new HttpRequestError({ url: 'http://node.example' }),
  new TimeoutError({ url: 'http://node.example', body: {} }),
  new Error('wrapped', { cause: new HttpRequestError({ url: 'http://node.example' }) }),
])('tells an outage: %s', async (error) => {
  await expect(reader(error).read()).rejects.toMatchObject({ code: 'ERR_CHAIN_UNREACHABLE' });
});

it('leaves every other failure as it is', async () => {
  const error = new Error('execution reverted');
  await expect(reader(error).read()).rejects.toBe(error);
  expect(reader(error).chainId).toBe(1);
});
