import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@postern/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIssuerClient, type IssuerClient } from '../issuer/create-issuer-client.ts';
import { createIssuerStore } from '../issuer/create-issuer-store.ts';
import { createJobQueue, type CreateJobQueueOptions, type JobEvent, type JobQueue } from './create-job-queue.ts';
import { toSqlRunner } from './sql-runner.ts';

const WORKER = fileURLToPath(new URL('testing/run-worker.ts', import.meta.url));
const WAIT = { timeout: 30_000, interval: 100 };

let database: TestDatabase;
let client: IssuerClient;
let queues: JobQueue[];
let children: ChildProcess[];
let events: JobEvent[];

beforeEach(async () => {
  database = await createTestDatabase({ schema: 'issuer' });
  client = createIssuerClient({ url: database.url });
  [queues, children, events] = [[], [], []];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(queues.map((queue) => queue.stop()));
  await client.$disconnect();
  await database.drop();
}, 60_000);

const open = async (options: Partial<CreateJobQueueOptions>): Promise<JobQueue> => {
  const queue = await createJobQueue({
    url: database.url,
    jobs: [],
    maintenanceSeconds: 1,
    onEvent: (event) => event.type !== 'done' && events.push(event),
    ...options,
  });
  queues.push(queue);
  return queue;
};
const spawnWorker = (mode: string) => {
  const child = spawn(
    process.execPath,
    ['-C', 'postern-source', '--import', 'tsx', '--no-warnings', WORKER, database.url, mode],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  const lines: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')));
  return { child, lines };
};

describe('job queue', () => {
  it('runs periodic work in one process of several at a time, once a round', async () => {
    let running = 0;
    let most = 0;
    const runs: number[] = [];
    const job = {
      name: 'leader',
      everyMs: 500,
      run: async () => {
        running += 1;
        most = Math.max(most, running);
        runs.push(Date.now());
        await new Promise((resolve) => setTimeout(resolve, 100));
        running -= 1;
      },
    };
    const other = spawnWorker('work');
    await open({ jobs: [job] });
    await open({ jobs: [job] });
    await expect.poll(() => other.lines.filter((line) => line === 'run').length, WAIT).toBeGreaterThan(0);
    await expect.poll(() => runs.length, WAIT).toBeGreaterThan(4);
    expect(most).toBe(1);
    const gaps = runs.slice(1).map((at, index) => at - runs[index]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(450);
  }, 60_000);

  it('does the work of a killed process again', async () => {
    const hanging = spawnWorker('hang');
    await expect.poll(() => hanging.lines, WAIT).toContain('run');
    let runs = 0;
    await open({ jobs: [{ name: 'leader', everyMs: 500, expireSeconds: 2, run: async () => void (runs += 1) }] });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(runs).toBe(0);
    hanging.child.kill('SIGKILL');
    await expect.poll(() => runs, WAIT).toBeGreaterThan(1);
  }, 60_000);

  it('runs each key by itself: one that fails holds up no other, is tried again, and ends in the dead letters', async () => {
    const runs: string[] = [];
    let isMended = false;
    const lanes = {
      name: 'lanes',
      everyMs: 40_000,
      listKeys: async () => ['dead', 'alive'],
      run: async (key: string) => {
        runs.push(key);
        if (key === 'dead' && !isMended) throw Object.assign(new Error('with a value in it'), { code: 'ERR_TEST' });
      },
    };
    const queue = await open({ jobs: [lanes] });
    await expect.poll(() => [...runs].sort(), WAIT).toEqual(['alive', 'dead']);
    expect(events).toMatchObject([{ type: 'failed', job: 'lanes', error: { code: 'ERR_TEST' } }]);
    await expect
      .poll(() => queue.report(), WAIT)
      .toMatchObject({ queues: [{ name: 'lanes', waiting: 2, active: 0 }], deadLetters: { open: 0 } });
    // Its tries are brought forward; forty seconds are long for a test.
    await expect
      .poll(async () => {
        await client.$executeRawUnsafe(
          "update jobs.job set start_after = now() where name = 'lanes' and state = 'retry'",
        );
        return (await queue.report()).deadLetters;
      }, WAIT)
      .toMatchObject({ open: 1, newest: [{ job: 'lanes', key: 'dead', code: 'ERR_TEST', settled: false }] });
    expect(events.at(-1)).toMatchObject({ type: 'dead' });
    expect(runs.filter((key) => key === 'alive')).toHaveLength(1);
    // Begun anew with the next minute, as after a start: once it ends well the letter is of the past.
    isMended = true;
    await open({ jobs: [lanes] });
    await expect
      .poll(async () => (await queue.report()).deadLetters, WAIT)
      .toMatchObject({ open: 0, newest: [{ job: 'lanes', settled: true }] });
  }, 60_000);

  it('takes a job with the transaction that sends it, and has its effect once however often it runs', async () => {
    const store = createIssuerStore({ client });
    let runs = 0;
    const handler = {
      name: 'effect',
      run: async ({ key }: { key: string }) => {
        runs += 1;
        await store.transaction(async (transaction) => {
          if (!(await transaction.useOnce({ markerHash: key, expiresAt: 4_000_000_000 }))) return;
          await transaction.addAuthorizationCode({
            ...{ codeHash: key, tenant: 'bank', offerId: 'o', state: 'open', grantId: null, expiresAt: 0 },
            request: {} as never,
          });
        });
        // The effect stands, the process does not live to say so.
        if (runs === 1) throw new Error('cut off after the effect');
      },
    };
    const queue = await open({ handlers: [handler] });
    const cut = client.$transaction(async (db) => {
      await queue.send({ name: 'effect', key: 'never' }, { db: toSqlRunner(db) });
      throw new Error('rolled back');
    });
    await expect(cut).rejects.toThrow();
    await client.$transaction(async (db) => {
      await queue.send({ name: 'effect', key: 'once', data: { id: 'row' } }, { db: toSqlRunner(db) });
    });
    await queue.send({ name: 'effect', key: 'once' });
    await expect.poll(() => runs, WAIT).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(runs).toBe(2);
    expect(await client.authorizationCode.count()).toBe(1);
    expect(await client.replayMarker.findMany()).toMatchObject([{ markerHash: 'once' }]);
  }, 60_000);
});
