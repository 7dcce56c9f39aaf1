import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIssuerClient, createIssuerStore } from '../issuer/index.ts';
import { isOutage } from './outage.ts';

describe('an outage', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }],
    [{ code: '57P01' }],
    [{ code: '53100' }],
    [{ code: '08006' }],
    [{ code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57P03' } } } }],
    [new Error('outer', { cause: new Error('Connection terminated unexpectedly') })],
  ])('is told from its signs %#', (error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each([
    [{ code: '23505' }],
    [{ code: 'P2002' }],
    [{ code: 'P2025' }],
    [{ code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '42601' } } } }],
    [new Error('There is no such case.')],
    [undefined],
  ])('is nothing that is about the question %#', (error) => {
    expect(isOutage(error)).toBe(false);
  });
});

describe('a server that takes connections and says nothing', () => {
  let silent: Server;
  beforeAll(async () => {
    silent = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(() => silent.close());

  it('is told in bounded time, for a read and for a transaction', async () => {
    const { port } = silent.address() as AddressInfo;
    const store = createIssuerStore({ client: createIssuerClient({ url: `postgresql://nobody@127.0.0.1:${port}/x` }) });
    const answers = await Promise.allSettled([
      store.read((reader) => reader.listTenants()),
      store.transaction((transaction) => transaction.listTenants()),
    ]);
    const away = { status: 'rejected', reason: { code: 'ERR_DATABASE_UNAVAILABLE' } };
    expect(answers).toMatchObject([away, away]);
  }, 15_000);
});
