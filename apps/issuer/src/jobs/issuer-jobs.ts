import type { Logger } from '@postern/http-service';
import {
  type IssuerContext,
  listLanes,
  type OutboxEvent,
  type OutboxLane,
  queueHeartbeat,
  reconcileAnchor,
  runOutboxStep,
} from '@postern/issuer';

import type { PeriodicJob } from './run-periodic-jobs.ts';

const MINUTE_MS = 60_000;
/** What wants somebody's eyes. */
const ALARMS: ReadonlySet<OutboxEvent['type']> = new Set(['second_sender', 'stepped_back', 'reverted']);

/** Periodic work of the issuer, by name. */
export function createIssuerJobs(options: {
  context: IssuerContext;
  logger: Logger;
  anchorIntervalMs: number;
  heartbeatSeconds: number;
  onOutboxEvent?: (event: OutboxEvent) => void;
}): PeriodicJob[] {
  const { context, logger, anchorIntervalMs, heartbeatSeconds, onOutboxEvent } = options;
  const { chains } = context;
  const listTenants = () => context.store.transaction((transaction) => transaction.listTenants());
  const eachList = async (run: (list: Parameters<typeof reconcileAnchor>[1]) => Promise<unknown>): Promise<void> => {
    const tenants = await listTenants();
    await runAll(chains.flatMap((chain) => tenants.map((tenant) => () => run({ tenant, chain }))));
  };
  const runLane = async (lane: OutboxLane): Promise<void> => {
    for (const event of await runOutboxStep(context, { lane })) {
      const { type, tenant, chainId, epoch } = event;
      const level = ALARMS.has(type) ? 'warn' : 'info';
      logger[level]({ job: 'anchor', event: type, tenantId: tenant, chainId, epoch }, 'anchor step');
      onOutboxEvent?.(event);
    }
  };
  return [
    {
      name: 'anchor',
      everyMs: anchorIntervalMs,
      run: async () => runAll(listLanes({ chains, tenants: await listTenants() }).map((lane) => () => runLane(lane))),
    },
    {
      name: 'reconcile',
      everyMs: MINUTE_MS,
      run: () => eachList((list) => reconcileAnchor(context, list)),
    },
    {
      name: 'heartbeat',
      everyMs: MINUTE_MS,
      run: () => eachList((list) => queueHeartbeat(context, { ...list, periodSeconds: heartbeatSeconds })),
    },
    {
      name: 'purge',
      everyMs: MINUTE_MS / 2,
      run: () => context.store.transaction((transaction) => transaction.purgeExpired(context.clock.now())),
    },
  ];
}

/** One that fails keeps no other from its turn; the first failure is the job's. */
async function runAll(runs: readonly (() => Promise<unknown>)[]): Promise<void> {
  const results = await Promise.allSettled(runs.map((run) => run()));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
