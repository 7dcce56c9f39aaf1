import { createTestDatabase, type TestDatabase } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createIssuerClient, type IssuerClient } from '../issuer/create-issuer-client.ts';
import { createIssuerStore } from '../issuer/create-issuer-store.ts';
import type { PrismaTransaction } from '../issuer/repository/prisma-transaction.ts';
import { retryConflicts } from './retry-conflicts.ts';

let database: TestDatabase;
let client: IssuerClient;

beforeAll(async () => {
  database = await createTestDatabase({ schema: 'issuer' });
  client = createIssuerClient({ url: database.url });
  const expiresAt = new Date(4_000_000_000_000);
  await client.replayMarker.createMany({ data: ['a', 'b'].map((markerHash) => ({ markerHash, expiresAt })) });
});
afterAll(async () => {
  await client.$disconnect();
  await database.drop();
});

type Lock = (db: PrismaTransaction, markerHash: string) => PromiseLike<unknown>;

/** Two units of work that lock the same two rows the other way round, the second only when both have their first. */
async function collide(lock: Lock, transact: (run: (db: PrismaTransaction) => Promise<void>) => Promise<void>) {
  let runs = 0;
  let meet: () => void = () => undefined;
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const work = (first: string, second: string) =>
    transact(async (db) => {
      await lock(db, first);
      runs += 1;
      if (runs === 2) meet();
      await met;
      await lock(db, second);
    });
  const outcomes = await Promise.allSettled([work('a', 'b'), work('b', 'a')]);
  return { runs, failed: outcomes.filter(({ status }) => status === 'rejected').length };
}

const LOCKS: [name: string, lock: Lock][] = [
  ['a raw query', (db, hash) => db.$queryRaw`select 1 from replay_marker where marker_hash = ${hash} for update`],
  [
    'a raw statement',
    (db, hash) => db.$executeRaw`update replay_marker set expires_at = expires_at where marker_hash = ${hash}`,
  ],
  ['a typed call', (db, markerHash) => db.replayMarker.update({ where: { markerHash }, data: { markerHash } })],
];

describe('two transactions that wait for each other', () => {
  it.each(LOCKS)('both end well when run again: %s', { timeout: 30_000 }, async (_name, lock) => {
    const transact = (run: (db: PrismaTransaction) => Promise<void>) => client.$transaction(run, { timeout: 20_000 });
    expect(await collide(lock, transact)).toEqual({ runs: 2, failed: 1 });
    expect(await collide(lock, (run) => retryConflicts(() => transact(run)))).toEqual({ runs: 3, failed: 0 });
  });

  it('do so in the issuer’s store, with all that the rules write', { timeout: 30_000 }, async () => {
    const store = createIssuerStore({ client });
    let runs = 0;
    let meet: () => void = () => undefined;
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const work = (first: string, second: string) =>
      store.transaction(async (transaction) => {
        await transaction.lockChainAccount(1, first);
        runs += 1;
        if (runs === 2) meet();
        await met;
        await transaction.lockChainAccount(1, second);
        return transaction.useOnce({ markerHash: `once-${first}`, expiresAt: 4_000_000_000 });
      });
    await store.transaction((transaction) => transaction.lockChainAccount(1, 'x'));
    await store.transaction((transaction) => transaction.lockChainAccount(1, 'y'));
    expect(await Promise.all([work('x', 'y'), work('y', 'x')])).toEqual([true, true]);
    expect(runs).toBe(3);
  });
});

describe('retryConflicts', () => {
  const conflict = { meta: { driverAdapterError: { cause: { kind: 'TransactionWriteConflict' } } } };

  it.each([
    ['a conflict that does not end', conflict, 4],
    ['a refusal of the rules', Object.assign(new Error('no'), { code: 'ERR_TEST' }), 1],
    [
      'another fault of the database',
      { meta: { driverAdapterError: { cause: { kind: 'UniqueConstraintViolation' } } } },
      1,
    ],
  ])('gives up on %s', async (_name, error, expected) => {
    let runs = 0;
    const failing = retryConflicts(() => {
      runs += 1;
      return Promise.reject(error);
    });
    await expect(failing).rejects.toBe(error);
    expect(runs).toBe(expected);
  });
});
