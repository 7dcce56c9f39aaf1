import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, TENANT, type TestIssuer } from '../test-support/start-test-issuer.ts';

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

  it('shows queues to the launcher, and to nobody else', async () => {
    const report = await host.internal<{ queues: { name: string }[]; deadLetters: object }>('jobs');
    expect(report.queues.map(({ name }) => name)).toEqual([
      'anchor',
      'audit-head',
      'heartbeat',
      'mail',
      'purge',
      'rebinding',
      'reconcile',
    ]);
    expect(report.deadLetters).toEqual({ count: 0, newest: [] });
    expect((await fetch(`${host.url}/internal/jobs`)).status).toBe(403);
  });

  it('tells lag by chain, ages by job and events by type, and no address, key or bank', async () => {
    const text = await readMetrics();
    expect(text).toContain('anchor_lag_seconds{chain_id="31337",service="issuer"} 0');
    expect(text).toContain('anchor_overdue_lists{chain_id="31337",service="issuer"} 0');
    expect(text).toContain('outbox_events_total{type="confirmed",service="issuer"}');
    expect(text).toMatch(/job_since_done_seconds\{job="anchor",service="issuer"\} \d/);
    expect(text).toContain('job_dead_letters{service="issuer"} 0');
    expect(text).not.toMatch(new RegExp(`0x[0-9a-fA-F]{8}|${TENANT}|${TOKEN}|launcher-token`));
    expect((await fetch(`${host.url}/metrics`)).status).toBe(404);
  });
});
