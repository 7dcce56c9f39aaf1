import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openSql } from '@postern/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { createReadClient } from './chain/create-chain-clients.ts';
import { startAnvil } from './chain/start-anvil.ts';
import { openDatabases } from './open-databases.ts';
import { type Child, supervise, type SuperviseEvent } from './supervise.ts';

/** A child that ends when it is told to. */
const createChild = (): Child & { end: () => void } => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end, stop: async () => end() };
};

describe('supervise', () => {
  let events: string[] = [];
  let waits: number[] = [];
  const run = (options: { start: () => Promise<Child>; hasRoom?: () => Promise<boolean> }) => {
    [events, waits] = [[], []];
    return supervise({
      name: 'it',
      hasRoom: async () => true,
      onEvent: ({ type }: SuperviseEvent) => events.push(type),
      sleep: async (ms) => {
        waits.push(ms);
        await new Promise((resolve) => setImmediate(resolve));
      },
      ...options,
    });
  };

  it('starts again what ended by itself, and leaves what was stopped', async () => {
    const children: ReturnType<typeof createChild>[] = [];
    const supervised = await run({
      start: async () => {
        children.push(createChild());
        return children.at(-1)!;
      },
    });
    children[0]?.end();
    await expect.poll(() => events).toEqual(['ended', 'back']);
    expect(supervised.current).toBe(children[1]);
    await supervised.restart();
    expect(children).toHaveLength(3);
    await supervised.stop();
    expect([children.length, events]).toEqual([3, ['ended', 'back']]);
  });

  it('waits longer each time it does not hold, and gives up never', async () => {
    const first = createChild();
    let starts = 0;
    const supervised = await run({
      start: async () => {
        starts += 1;
        if (starts === 1) return first;
        if (starts < 10) throw new Error('not yet');
        return createChild();
      },
    });
    first.end();
    await expect.poll(() => events).toEqual(['ended', 'back']);
    expect(waits.slice(0, 4)).toEqual([250, 500, 1000, 2000]);
    expect(Math.max(...waits)).toBe(15_000);
    await supervised.stop();
  });

  it('says once that the disk is full, starts nothing meanwhile, and goes on by itself when there is room', async () => {
    const first = createChild();
    let [starts, looks] = [0, 0];
    const supervised = await run({
      start: async () => {
        starts += 1;
        return starts === 1 ? first : createChild();
      },
      hasRoom: async () => {
        looks += 1;
        expect(starts).toBe(1);
        return looks > 20;
      },
    });
    first.end();
    await expect.poll(() => events).toEqual(['ended', 'full', 'back']);
    expect(starts).toBe(2);
    await supervised.stop();
  });

  it('hands the failure of the first start on', async () => {
    const start = () => Promise.reject(new Error('taken'));
    await expect(run({ start })).rejects.toThrow('taken');
  });
});

describe('what keeps its state', () => {
  let dir: string;
  const closers: (() => Promise<unknown>)[] = [];
  const supervised = <T extends Child>(start: () => Promise<T>) =>
    supervise({ name: 'it', start, hasRoom: async () => true, onEvent: () => undefined });
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
    await rm(dir, { recursive: true, force: true });
  });

  it('a database that is killed comes back at the same address with what it held', async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-supervise-'));
    const databases = await openDatabases({
      dataDir: path.join(dir, 'postgres'),
      supervised: (start) => supervised(start),
    });
    closers.push(databases.stop);
    const before = await openSql(databases.urls.issuer);
    await before.query('create table kept as select 7 as value');
    await before.end();
    const pid = Number((await readFile(path.join(dir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    const read = async () => {
      try {
        const after = await openSql(databases.urls.issuer);
        const rows = await after.query('select value from kept');
        await after.end();
        return rows;
      } catch {
        return undefined;
      }
    };
    await expect.poll(read, { timeout: 30_000, interval: 200 }).toEqual([{ value: 7 }]);
  }, 60_000);

  it('a chain that is killed comes back with its blocks, also after a kill in the midst of writing them', async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-supervise-'));
    const stateFile = path.join(dir, 'state.json');
    const start = () => startAnvil({ port: 18_779, chainId: 31_337, stateFile, logFile: path.join(dir, 'chain.log') });
    const client = createReadClient({ rpcUrl: 'http://127.0.0.1:18779', chainId: 31_337 });
    const head = () => client.getBlockNumber({ cacheTime: 0 }).catch(() => -1n);
    const first = await start();
    await client.request({ method: 'anvil_mine', params: ['0x20'] } as never);
    await first.stop();

    const chain = await supervised(start);
    closers.push(chain.stop);
    expect(Number(await head())).toBeGreaterThanOrEqual(32);
    chain.current.process.kill('SIGKILL');
    await chain.current.ended;
    await writeFile(stateFile, '{"half');
    await expect.poll(async () => Number(await head()), { timeout: 30_000, interval: 200 }).toBeGreaterThanOrEqual(32);
  }, 60_000);
});
