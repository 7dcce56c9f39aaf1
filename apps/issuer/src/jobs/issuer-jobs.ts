import type { PeriodicJob } from '@postern/db/jobs';
import type { Logger } from '@postern/http-service';
import {
  deliverMails,
  type IssuerContext,
  listLanes,
  type OutboxEvent,
  type OutboxLane,
  queueHeartbeat,
  reconcileAnchor,
  runDueRebindings,
  runOutboxStep,
  signHead,
} from '@postern/issuer';

const MINUTE_MS = 60_000;
/** A step that takes longer hangs on a dead chain. */
const ANCHOR_EXPIRE_SECONDS = 20;
/** Short transactions; one that a stop cut off is soon done again. */
const DUE_EXPIRE_SECONDS = 20;
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
  const readLanes = async () => listLanes({ chains, tenants: await listTenants(context) });
  const eachList = (run: (list: Parameters<typeof reconcileAnchor>[1]) => Promise<unknown>) => ({
    listKeys: async () => (await listLists(context)).map(({ key }) => key),
    run: async (key: string) => {
      const list = (await listLists(context)).find((candidate) => candidate.key === key);
      if (list !== undefined) await run(list);
    },
  });
  const runLane = async (lane: OutboxLane): Promise<void> => {
    const onEvent = (event: OutboxEvent): void => {
      const { type, tenant, chainId, epoch } = event;
      const level = ALARMS.has(type) ? 'warn' : 'info';
      logger[level]({ job: 'anchor', event: type, tenantId: tenant, chainId, epoch }, 'anchor step');
      onOutboxEvent?.(event);
    };
    await runOutboxStep(context, { lane, onEvent });
  };
  return [
    {
      name: 'anchor',
      everyMs: anchorIntervalMs,
      expireSeconds: ANCHOR_EXPIRE_SECONDS,
      listKeys: async () => (await readLanes()).map(describeLane),
      run: async (key) => {
        const lane = (await readLanes()).find((candidate) => describeLane(candidate) === key);
        if (lane !== undefined) await runLane(lane);
      },
    },
    { name: 'reconcile', everyMs: MINUTE_MS, ...eachList((list) => reconcileAnchor(context, list)) },
    {
      name: 'heartbeat',
      everyMs: MINUTE_MS,
      ...eachList((list) => queueHeartbeat(context, { ...list, periodSeconds: heartbeatSeconds })),
    },
    {
      name: 'audit-head',
      everyMs: MINUTE_MS,
      listKeys: async () => (await listTenants(context)).map(({ slug }) => slug),
      run: async (key) => {
        const tenant = (await listTenants(context)).find(({ slug }) => slug === key);
        if (tenant !== undefined) await signHead(context, { tenant });
      },
    },
    {
      name: 'mail',
      everyMs: anchorIntervalMs,
      expireSeconds: DUE_EXPIRE_SECONDS,
      run: async () => {
        const { sent, failed } = await deliverMails(context);
        if (sent > 0) logger.info({ job: 'mail', event: 'sent', count: sent }, 'messages handed over');
        if (failed > 0)
          logger.warn({ job: 'mail', event: 'failed', count: failed }, 'messages not taken, will try again');
      },
    },
    {
      name: 'rebinding',
      everyMs: anchorIntervalMs,
      expireSeconds: DUE_EXPIRE_SECONDS,
      run: async () => {
        const { done, failures } = await runDueRebindings(context);
        if (done > 0) logger.info({ job: 'rebinding', event: 'done', count: done }, 're-bindings done');
        for (const err of failures) logger.warn({ job: 'rebinding', err }, 're-binding failed, will try again');
      },
    },
    {
      name: 'purge',
      everyMs: MINUTE_MS / 2,
      run: () => context.store.transaction((transaction) => transaction.purgeExpired(context.clock.now())),
    },
  ];
}

/** A sender on a chain: addresses of operators are public, so they may name a job. */
const describeLane = ({ chain, sender }: OutboxLane): string => `${chain.chainId}/${sender}`;

const listTenants = (context: IssuerContext) => context.store.transaction((transaction) => transaction.listTenants());

/** Every bank's list on every chain. */
async function listLists(context: IssuerContext) {
  const tenants = await listTenants(context);
  return context.chains.flatMap((chain) =>
    tenants.map((tenant) => ({ chain, tenant, key: `${chain.chainId}/${tenant.slug}` })),
  );
}
