import { createTestDatabase, type TestDatabase } from '@postern/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRateLimits, type SharedRateLimits } from './create-rate-limits.ts';

const limit = { name: 'test', max: 100, windowSeconds: 60 };
let database: TestDatabase;
let limits: SharedRateLimits[];

beforeAll(async () => {
  database = await createTestDatabase({ schema: 'verifier' });
  limits = [0, 1].map(() => createRateLimits({ url: database.url, secret: 'secret of this test' }));
});
afterAll(async () => {
  await Promise.all(limits.map((shared) => shared.close()));
  await database.drop();
});

describe('shared rate limits', () => {
  it('let exactly as many through as they say, over two processes and in parallel', async () => {
    const states = await Promise.all(
      Array.from({ length: 300 }, (_, index) => limits[index % 2]!.consume({ ...limit, key: '203.0.113.7' })),
    );
    expect(states.filter(({ allowed }) => allowed)).toHaveLength(100);
    expect(await limits[0]!.read({ ...limit, key: '203.0.113.7' })).toMatchObject({ allowed: false, remaining: 0 });
  });

  it('count each caller and each limit for itself, and begin anew after the window', async () => {
    const short = { name: 'short', max: 1, windowSeconds: 1 };
    expect(await limits[0]!.read({ ...short, key: 'a' })).toMatchObject({ allowed: true, remaining: 1 });
    expect(await limits[0]!.consume({ ...short, key: 'a' })).toMatchObject({ allowed: true, remaining: 0 });
    expect(await limits[1]!.consume({ ...short, key: 'a' })).toMatchObject({ allowed: false });
    expect(await limits[1]!.consume({ ...short, key: 'b' })).toMatchObject({ allowed: true });
    expect(await limits[1]!.consume({ ...short, name: 'other', key: 'a' })).toMatchObject({ allowed: true });
    await new Promise((resume) => setTimeout(resume, 1200));
    expect(await limits[1]!.consume({ ...short, key: 'a' })).toMatchObject({ allowed: true });
  });

  it('store no address', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ key: string }>('select key from rate_limit');
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).toMatch(/^(?:test|short|other):[A-Za-z0-9_-]{43}$/);
  });

  it('stay on while the database is away', async () => {
    const alone = createRateLimits({ url: 'postgresql://nobody@127.0.0.1:1/none', secret: 'x' });
    const two = { name: 'away', max: 2, windowSeconds: 60, key: 'a' };
    const states = [await alone.consume(two), await alone.consume(two), await alone.consume(two)];
    expect(states.map(({ allowed }) => allowed)).toEqual([true, true, false]);
    await alone.close();
  });
});
