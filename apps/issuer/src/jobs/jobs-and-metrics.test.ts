import { createIssuerClient } from '@postern/db/issuer';
import { DEATH_FOUND_SECONDS } from '@postern/db/jobs';
import { ANCHOR_RECOVERY_SECONDS } from '@postern/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, TENANT, type TestIssuer } from '../test-support/start-test-issuer.ts';
import { signInForDemo } from '../test-support/test-staff.ts';
import { createIssuerJobs } from './issuer-jobs.ts';

const TOKEN = 'metrics-token-of-this-test';
let host: TestIssuer;

beforeAll(async () => {
  host = await startTestIssuer({ port: 18_950, env: { METRICS_TOKEN: TOKEN } });
}, 120_000);
afterAll(() => host.stop());

const readMetrics = async () =>
  (await fetch(`${host.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).text();

describe('jobs and metrics of the issuer', () => {
  it('anchors by the job of the lane, and keeps the heartbeat', async () => {
    await host.registerLeaf();
    const { context } = host.container;
    const newest = () =>
      context.store.read(async (reader) => {
        const anchors = await reader.listAnchors({ chainId: 31_337, tenant: TENANT, listId: 1, limit: 1 });
        return anchors[0];
      });
    await context.store.transaction((transaction) =>
      transaction.addAnchor({
        ...{ chainId: 31_337, tenant: TENANT, listId: 1, epoch: 1, state: 'pending', statusRoot: null },
        ...{
          contentHash: null,
          changedAt: context.clock.now(),
          heartbeat: false,
          waitsForLeaf: false,
          auditHash: null,
          nonce: null,
        },
        ...{ transactionHash: null, blockNumber: null, createdAt: 0, sentAt: null, confirmedAt: null },
      }),
    );
    await expect.poll(newest, { timeout: 20_000 }).toMatchObject({ state: 'confirmed' });
  });

  it('shows queues to whoever may read metrics, and to nobody else', async () => {
    const response = await fetch(`${host.url}/jobs`, { headers: { authorization: `Bearer ${TOKEN}` } });
    const report = (await response.json()) as { queues: { name: string }[]; deadLetters: object };
    expect(report.queues.map(({ name }) => name)).toEqual([
      'anchor',
      'audit-head',
      'heartbeat',
      'mail',
      'purge',
      'rebinding',
      'reconcile',
    ]);
    expect(report.deadLetters).toEqual({ open: 0, newest: [] });
    expect((await fetch(`${host.url}/jobs`)).status).toBe(404);
  });

  it('finds a dead worker within the time that the bound allows for it', () => {
    const { context, logger } = host.container;
    const jobs = createIssuerJobs({ context, logger, anchorIntervalMs: 1000, heartbeatSeconds: 86_400 });
    const { expireSeconds = 60 } = jobs.find(({ name }) => name === 'anchor') ?? {};
    expect(expireSeconds + DEATH_FOUND_SECONDS).toBe(ANCHOR_RECOVERY_SECONDS);
  });

  it('tells readiness and the desk about work that failed for good, and of a bank’s own only that bank', async () => {
    const { url, env } = host;
    const staff = await signInForDemo(host, 'checker');
    const readAlarms = async () => (await staff.get('/alarms')).body;
    const client = createIssuerClient({ url: env.ISSUER_DATABASE_URL });
    const addDeadLetter = (data: object) =>
      client.$executeRawUnsafe(
        `insert into jobs.job (name, data, output) values ('dead-letters', $1::jsonb, '{"code":"ERR_TEST"}')`,
        JSON.stringify(data),
      );
    const ready = async () => (await (await fetch(`${url}/readyz`)).json()) as object;
    expect(await ready()).toMatchObject({ status: 'ready', deadLetters: 0 });
    expect(await readAlarms()).toEqual({ boundSeconds: 152, chains: 1, changes: [], jobs: [] });
    await addDeadLetter({ job: 'purge', key: '' });
    await addDeadLetter({ job: 'audit-head', key: 'other-bank' });
    expect(await ready()).toMatchObject({ status: 'ready', deadLetters: 2 });
    expect(await readAlarms()).toMatchObject({ jobs: [{ job: 'purge', code: 'ERR_TEST' }] });
    expect(await readMetrics()).toContain('job_dead_letters{service="issuer"} 2');
    // Its next run ends well, half a minute later; brought forward it makes the letter one of the past.
    await client.$executeRawUnsafe(
      "update jobs.job set start_after = now() where name = 'purge' and state = 'created'",
    );
    await expect.poll(readAlarms, { timeout: 20_000 }).toMatchObject({ jobs: [] });
    expect(await ready()).toMatchObject({ deadLetters: 1 });
    await client.$disconnect();
  });

  it('tells lag by chain, ages by job and events by type, and no address, key or bank', async () => {
    const text = await readMetrics();
    expect(text).toContain('anchor_lag_seconds{chain_id="31337",service="issuer"} 0');
    expect(text).toContain('anchor_overdue_lists{chain_id="31337",service="issuer"} 0');
    expect(text).toContain('outbox_events_total{type="confirmed",service="issuer"}');
    expect(text).toMatch(/job_since_done_seconds\{job="anchor",service="issuer"\} \d/);
    expect(text).toMatch(/job_dead_letters\{service="issuer"\} \d/);
    expect(text).toContain('anchor_bound_seconds{service="issuer"} 152');
    expect(text).not.toMatch(new RegExp(`0x[0-9a-fA-F]{8}|${TENANT}|${TOKEN}|launcher-token`));
    expect((await fetch(`${host.url}/metrics`)).status).toBe(404);
  });
});
